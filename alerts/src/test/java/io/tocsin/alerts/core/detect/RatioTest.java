package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.AlertEvent.Type.OPENED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.REOPENED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.RESOLVED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.RETRACTED;
import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules that compare a timeframe with the one before it, and the traps of such rules. */
class RatioTest {

  private static final Rule RULE = Rules.rule("evacuation").ratio(3, Duration.ofHours(2)).build();

  private final Desk desk = new Desk(RULE);

  private Decision firstDecision() {
    return desk.events().get(0).alert().decision();
  }

  @Nested
  class Ringing {

    @Test
    void shouldRingWhenTheTimeframeHoldsSoManyTimesWhatTheOneBeforeHeld() {
      desk.burst(4, 1, at(1, 8, 0), 20 * MINUTE);
      desk.burst(12, 4, at(1, 10, 20), 30 * MINUTE);
      desk.runTo(at(1, 12, 0));

      assertThat(desk.types()).startsWith(OPENED);
      Decision decision = firstDecision();
      assertThat(decision.ratio()).isEqualTo(new Decision.Ratio(4, 3, 1, 3));
      assertThat(decision.expected()).isEqualTo(4);
      assertThat(decision.threshold()).isEqualTo(12);
      assertThat(decision.observed()).isEqualTo(12);
      assertThat(decision.windowMillis()).isEqualTo(2 * HOUR);
      assertThat(desk.events().get(0).reason())
          .isEqualTo(
              "12 independent reports in 2 h where 4 came in the 2 h before; it rings from 12 on");
    }

    @Test
    void shouldNotRingForLess() {
      desk.burst(4, 1, at(1, 8, 0), 20 * MINUTE);
      desk.burst(11, 4, at(1, 10, 20), 30 * MINUTE);
      desk.runTo(at(1, 11, 59));

      assertThat(desk.events()).isEmpty();
    }

    @Test
    void shouldTakeAHeightThatIsNoWholeNumber() {
      desk.changeRule(Rules.rule("evacuation").ratio(1.1, Duration.ofHours(2), 10, 1).build());
      desk.burst(12, 4, at(1, 10, 0), 60 * MINUTE);
      desk.runTo(at(1, 11, 0));

      assertThat(firstDecision().threshold()).as("1.1 times 10, exactly").isEqualTo(11);
      assertThat(firstDecision().observed()).isEqualTo(11);
    }

    @Test
    void shouldCountASyndicatedStoryOnce() {
      for (int i = 0; i < 40; i++) {
        desk.say("site" + i, "wire" + i, at(1, 9, i), Signatures.of(1, i));
      }
      desk.runTo(at(1, 10, 0));

      assertThat(desk.events()).isEmpty();
    }

    @Test
    void shouldNotRingForOneSourceThatFloods() {
      desk.burst(50, 1, at(1, 9, 0), HOUR);
      desk.runTo(at(1, 10, 0));

      assertThat(desk.events()).isEmpty();
    }
  }

  @Nested
  class ZeroReference {

    @Test
    void shouldNotRingForOneOrTwoReportsOutOfNowhere() {
      for (int day = 0; day < 30; day++) {
        desk.say("a", "a" + day, at(day, 9, 0));
        desk.say("b", "b" + day, at(day, 9, 5));
      }
      desk.runTo(at(31, 0, 0));

      assertThat(desk.events()).isEmpty();
    }

    @Test
    void shouldTakeASmallReferenceAsTheThresholdOfTheRule() {
      desk.changeRule(Rules.rule("evacuation").ratio(3, Duration.ofHours(2), 4, 3).build());
      desk.burst(13, 4, at(1, 9, 0), HOUR);
      desk.runTo(at(1, 9, 59));

      assertThat(firstDecision().ratio()).isEqualTo(new Decision.Ratio(0, 3, 4, 3));
      assertThat(firstDecision().threshold()).isEqualTo(12);
    }

    @Test
    void shouldNotRingBelowTheThresholdOfTheTimeframe() {
      desk.changeRule(Rules.rule("evacuation").ratio(3, Duration.ofHours(2), 1, 9).build());
      desk.burst(8, 4, at(1, 9, 0), HOUR);
      desk.runTo(at(1, 10, 0));

      assertThat(desk.events()).isEmpty();
    }
  }

  @Nested
  class ColdStart {

    @Test
    void shouldRingForTheFirstReportsThatAKeyEverHas() {
      desk.burst(3, 2, at(0, 12, 0), 20 * MINUTE);
      desk.runTo(at(0, 12, 30));

      assertThat(desk.types()).containsExactly(OPENED);
    }
  }

  @Nested
  class LongCrisis {

    @Test
    void shouldStayOneAlertAsLongAsTheLevelStaysAndThenBeTheNewNormal() {
      desk.burst(9, 3, at(0, 0, 0), DAY);
      desk.burst(20 * 24 * 6, 6, at(1, 0, 0), 6 * DAY);
      desk.runTo(at(7, 0, 0));

      assertThat(desk.types().stream().filter(type -> type != AlertEvent.Type.UPDATED))
          .containsExactly(OPENED, RESOLVED);
      assertThat(desk.last().at()).isBetween(at(4, 0, 0), at(4, 2, 0));
    }

    @Test
    void shouldEndWhenTheLevelFallsBelowTheLowerThreshold() {
      desk.burst(9, 3, at(0, 0, 0), DAY);
      desk.burst(60, 6, at(1, 0, 0), 6 * HOUR);
      desk.runTo(at(2, 0, 0));

      assertThat(desk.types()).startsWith(OPENED).endsWith(RESOLVED);
      assertThat(desk.last().at()).isBetween(at(1, 7, 0), at(1, 9, 0));
    }

    @Test
    void shouldHearASecondWaveWhenTheTimeframeBeforeHoldsTheFirst() {
      desk.burst(60, 6, at(1, 0, 0), HOUR);
      desk.burst(12, 4, at(1, 4, 0), 30 * MINUTE);
      desk.runTo(at(1, 5, 0));

      assertThat(desk.events())
          .filteredOn(event -> event.type() == REOPENED)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.at()).isBetween(at(1, 4, 0), at(1, 4, 30));
                assertThat(event.alert().decision().expected()).isEqualTo(1);
              });
    }

    @Test
    void shouldNotFlapAroundItsThreshold() {
      desk.burst(8, 4, at(1, 6, 0), 110 * MINUTE);
      for (int hour = 8; hour < 40; hour++) {
        desk.burst(hour % 2 == 0 ? 13 : 11, 4, at(1, hour, 0), HOUR);
      }
      desk.runTo(at(2, 16, 0));

      assertThat(desk.types().stream().filter(OPENED::equals)).hasSize(1);
      assertThat(desk.types()).doesNotContain(REOPENED);
    }

    @Test
    void shouldStartAnewWithAChangedRule() {
      desk.burst(40, 4, at(1, 0, 0), HOUR);
      desk.runTo(at(1, 1, 0));
      Rule changed = Rules.rule("evacuation").hash("hash-2").ratio(3, Duration.ofHours(1)).build();
      desk.changeRule(changed);
      desk.burst(4, 4, at(1, 1, 30), 20 * MINUTE);
      desk.runTo(at(1, 2, 0));

      assertThat(desk.types().stream().filter(type -> type != AlertEvent.Type.UPDATED))
          .startsWith(OPENED, RESOLVED);
      LifecycleLaws.check(desk.events());
    }
  }

  @Nested
  class Corrections {

    @Test
    void shouldRetractWhenTheGroundIsTakenBack() {
      List<MentionEvent> said =
          List.of(
              desk.say("a", "1", at(1, 9, 0)),
              desk.say("b", "2", at(1, 9, 1)),
              desk.say("c", "3", at(1, 9, 2)));
      desk.takeBack(said.get(1), at(1, 9, 30), "edited");
      desk.runTo(at(1, 9, 40));

      assertThat(desk.types()).containsExactly(OPENED, RETRACTED);
      assertThat(desk.last().reason()).contains("it takes 3 from 2");
    }

    @Test
    void shouldRetractWhenLessIsLeftThanTheThresholdOfTheTimeframe() {
      desk.changeRule(
          Rules.rule("evacuation").minimum(1, 1).ratio(3, Duration.ofHours(2), 1, 5).build());
      MentionEvent first = desk.say("a", "0", at(1, 8, 59));
      desk.burst(4, 4, at(1, 9, 0), 20 * MINUTE);
      desk.takeBack(first, at(1, 9, 30), "killed");
      desk.runTo(at(1, 9, 40));

      assertThat(desk.types()).containsExactly(OPENED, RETRACTED);
    }
  }

  @Test
  void shouldLeaveNothingBehind() {
    desk.burst(60, 6, at(1, 0, 0), HOUR);
    desk.runTo(at(1, 12, 0));
    assertThat(desk.tickingKeys()).isZero();
    desk.runTo(at(5, 0, 0));

    assertThat(desk.stateBytes()).isZero();
  }
}
