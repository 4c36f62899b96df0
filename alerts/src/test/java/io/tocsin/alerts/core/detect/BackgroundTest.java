package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.AlertEvent.Type.OPENED;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a key is held against beside its own past, as a desk sees it. */
class BackgroundTest {

  private static final int SOURCES = 8;

  private final Desk desk = new Desk(Rules.rule("evacuation").build());

  /** A fortnight in which eight sources publish six stories an hour and four an hour name it. */
  private static void fortnight(Desk desk, boolean told) {
    for (int source = 0; source < SOURCES && told; source++) {
      desk.publish("source" + source, at(0, 0, 0), at(16, 0, 0), 10);
    }
    desk.burst(16 * 24 * 4, SOURCES, at(0, 0, 0), 16 * 24 * HOUR);
    desk.runTo(at(14, 0, 0));
  }

  /** A new source publishes two stories a minute, and one in fifteen names it. */
  private static void liveBlog(Desk desk, boolean told) {
    if (told) {
      desk.publish("blog", at(14, 9, 0), at(14, 21, 0), 1);
      desk.publish("blog", at(14, 9, 0), at(14, 21, 0), 1);
    }
    for (int i = 0; i < 12 * 8; i++) {
      desk.say("blog", "blog-" + i, at(14, 9, 0) + i * HOUR / 8);
    }
    desk.runTo(at(16, 0, 0));
  }

  @Test
  void shouldNotTakeANewLiveBlogForNews() {
    Desk blind = new Desk(Rules.rule("evacuation").build());
    fortnight(blind, false);
    liveBlog(blind, false);
    assertThat(openedSince(blind, at(14, 9, 0))).isPositive();

    fortnight(desk, true);
    liveBlog(desk, true);
    assertThat(openedSince(desk, at(14, 9, 0))).isZero();
  }

  private static long openedSince(Desk desk, long time) {
    return desk.events().stream().filter(e -> e.type() == OPENED && e.at() >= time).count();
  }

  @Test
  void shouldRingDuringALiveBlogForWhatTheOthersSay() {
    fortnight(desk, true);
    desk.publish("blog", at(14, 9, 0), at(14, 21, 0), 1);
    desk.burst(40, SOURCES, at(14, 12, 0), HOUR);
    desk.runTo(at(14, 13, 0));

    assertThat(openedSince(desk, at(14, 12, 0))).isPositive();
    assertThat(desk.last().alert().decision().windowFactor()).isBetween(0.5, 1.5);
  }

  @Test
  void shouldSayInTheEventByHowMuchMoreIsPublished() {
    fortnight(desk, true);
    for (int source = 0; source < SOURCES; source++) {
      desk.publish("source" + source, at(14, 11, 0), at(14, 13, 0), 4);
    }
    desk.burst(60, SOURCES, at(14, 12, 0), HOUR);
    desk.runTo(at(14, 13, 0));

    Decision decision = desk.last().alert().decision();
    assertThat(decision.windowFactor()).isBetween(1.2, 2.9);
    assertThat(DecisionCheck.of(decision).agreesWith(decision)).isTrue();
    assertThat(DecisionCheck.of(decision).rings()).isTrue();
  }

  @Test
  void shouldAskForMoreWhereManyScopesShareTheBudget() {
    int alone = opened(new Desk(Rules.rule("evacuation").byCountry().build())).threshold();
    Desk desk = new Desk(Rules.rule("evacuation").byCountry().build());
    for (int scope = 0; scope < 100; scope++) {
      desk.mentionElsewhere("C" + scope, at(0, 0, 0), at(14, 0, 0), 6);
    }
    Decision among = opened(desk);

    assertThat(among.threshold()).isGreaterThan(alone);
    assertThat(DecisionCheck.of(among).agreesWith(among)).isTrue();
    assertThat(DecisionCheck.of(among).rings()).isTrue();
  }

  private static Decision opened(Desk desk) {
    desk.burst(14, SOURCES, at(0, 0, 0), 14 * 24 * HOUR);
    desk.runTo(at(14, 0, 0));
    assertThat(desk.types()).isEmpty();
    desk.burst(20, SOURCES, at(14, 12, 0), 20 * MINUTE);
    desk.runTo(at(14, 12, 30));
    return desk.events().get(0).alert().decision();
  }
}
