package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.AlertEvent.Type.OPENED;
import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.CountBy;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is counted when a rule says {@code countBy}. */
class SourceCountTest {

  private static final Rule SOURCES = Rules.rule("evacuation").countBy(CountBy.SOURCE).build();
  private static final Rule POSTS = Rules.rule("evacuation").countBy(CountBy.POST).build();

  private static KeywordCount last(Desk desk) {
    return desk.counts().get(desk.counts().size() - 1);
  }

  @Test
  void shouldCountEachCopyWherePostsCount() {
    Desk desk = new Desk(POSTS);
    for (int i = 0; i < 9; i++) {
      desk.say("site" + i, "wire" + i, at(1, 9, i), Signatures.of(1, i));
    }
    desk.runTo(at(1, 9, 9));

    assertThat(desk.types()).startsWith(OPENED);
    assertThat(last(desk).observed()).isEqualTo(9);
    assertThat(desk.last().alert().summary()).startsWith("evacuation: 8 posts from 8 sources");
  }

  @Test
  void shouldCountASourceOnceHoweverMuchItWrites() {
    Desk desk = new Desk(SOURCES);
    desk.burst(40, 2, at(1, 9, 0), HOUR);
    desk.runTo(at(1, 10, 0));

    assertThat(desk.events()).isEmpty();
    assertThat(last(desk).observed()).isEqualTo(2);

    desk.say("another", "x", at(1, 10, 1));
    desk.runTo(at(1, 10, 5));

    assertThat(desk.types()).containsExactly(OPENED);
    assertThat(desk.last().alert().decision().asked())
        .isEqualTo(new Decision.Asked(CountBy.SOURCE, 3, 2));
    assertThat(desk.last().alert().summary())
        .startsWith("evacuation: 3 sources with ")
        .contains(" posts on Ukraine in ");
  }

  /** Ten sources that speak every hour are ten in six hours, and not sixty. */
  private static Desk chorus() {
    Desk desk = new Desk(SOURCES);
    SplittableRandom random = new SplittableRandom(3);
    for (int hour = 0; hour < 21 * 24; hour++) {
      for (int source = 0; source < 10; source++) {
        desk.say("always" + source, hour + "-" + source, at(0, hour, random.nextInt(60)));
      }
    }
    return desk;
  }

  private static KeyState state(Desk desk) {
    return KeyState.fromBytes(desk.states().get("evacuation|UA"), DetectorLimits.STANDARD);
  }

  @Test
  void shouldExpectAsManySourcesAsThereAreAndNotTheSumOverTheBuckets() {
    Desk desk = chorus();
    desk.runTo(at(21, 0, 0));
    Forecast forecast = state(desk).forecast();

    assertThat(forecast.predict(6 * HOUR, 2).mean()).isBetween(8.0, 12.0);
    assertThat(forecast.predict(HOUR, 1).mean()).isBetween(6.0, 11.0);
    assertThat(forecast.mean(6 * HOUR)).as("the sum over buckets").isGreaterThan(40);
    assertThat(forecast.thinning(0)).isBetween(0.999, 1.001);
  }

  @Test
  void shouldHearNewSourcesAmongThoseThatAlwaysSpeak() {
    Desk desk = chorus();
    for (int i = 0; i < 20; i++) {
      desk.say("new" + i, "new" + i, at(21, 0, 3 * i));
    }
    desk.runTo(at(21, 2, 0));

    assertThat(desk.events())
        .filteredOn(event -> event.type() == OPENED && event.at() >= at(20, 0, 0))
        .hasSize(1);
  }

  /** Windows shorter than a bucket: sources that all speak each minute are not news. */
  @Test
  void shouldNotTakeShortWindowsForPartsOfABucket() {
    Rule rule =
        Rules.rule("evacuation")
            .countBy(CountBy.SOURCE)
            .windows(Duration.ofMinutes(2), Duration.ofMinutes(15))
            .build();
    Desk desk = new Desk(rule);
    for (int minute = 0; minute < 8 * 24 * 60; minute += 2) {
      for (int source = 0; source < 12; source++) {
        desk.say("s" + source, minute + "-" + source, at(0, 0, minute));
      }
    }
    desk.runTo(at(8, 0, 0));
    Forecast forecast = state(desk).forecast();

    assertThat(forecast.predict(2 * MINUTE, 0).mean()).isBetween(9.0, 13.0);
    assertThat(forecast.predict(15 * MINUTE, 1).mean()).isBetween(9.0, 13.0);
    assertThat(desk.events())
        .filteredOn(event -> event.type() == OPENED && event.at() >= at(1, 0, 0))
        .isEmpty();
  }

  /** Eight series of 60 days, three rates, sources of which some write much: 72 at this budget. */
  @Test
  void shouldStayWithinTheBudgetWhenNothingHappens() {
    int opened = 0;
    for (int series = 0; series < 24; series++) {
      opened += openedOf(new SplittableRandom(series), new double[] {0.1, 1, 6}[series % 3]);
    }
    assertThat(opened).as("in 24 series of 46 days at one in 30 days").isBetween(1, 24);
  }

  private static int openedOf(SplittableRandom random, double rate) {
    Desk desk = new Desk(SOURCES);
    double time = 0;
    for (int i = 0; time < 60 * DAY; i++) {
      time += -StrictMath.log(1 - random.nextDouble()) / rate * HOUR;
      int source = (int) (20 * random.nextDouble() * random.nextDouble());
      desk.say("s" + source, "p" + i, at(0, 0, 0) + (long) time);
    }
    desk.runTo(at(60, 0, 0));
    return (int)
        desk.events().stream()
            .filter(event -> event.type() == OPENED && event.at() >= at(14, 0, 0))
            .count();
  }

  @Test
  void shouldCostAtMostAKilobyteWhenIdleWithAsManyWindowsAsARuleMayHave() {
    Duration[] windows = new Duration[RuleLimits.MAX_WINDOWS];
    Arrays.setAll(windows, i -> Duration.ofMinutes(10L << i));
    Rule wide =
        Rules.rule("evacuation")
            .hash("0123456789abcdef".repeat(4))
            .countBy(CountBy.SOURCE)
            .windows(windows)
            .build();
    Desk desk = new Desk(wide);
    for (int day = 0; day < 20; day++) {
      desk.burst(6, 3, at(day, 9, 0), HOUR);
    }
    desk.runTo(at(23, 0, 0));

    assertThat(desk.tickingKeys()).isZero();
    assertThat(desk.stateBytes()).isBetween(100, 1_024);
  }
}
