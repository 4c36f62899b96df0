package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.AlertEvent.Type.OPENED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.RESOLVED;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What no well-behaved source, clock or author of rules gives: the behaviour is stated. */
class BadInputTest {

  private final Desk desk = new Desk(Rules.rule("evacuation").build());

  @Nested
  class AFloodingSource {

    @Test
    void shouldNotRingAloneHoweverMuchItSays() {
      desk.burst(3_000, 1, at(1, 9, 0), 3 * HOUR);
      desk.runTo(at(2, 0, 0));

      assertThat(desk.events()).isEmpty();
    }

    @Test
    void shouldNotKeepOthersFromBeingHeard() {
      desk.burst(3_000, 1, at(1, 9, 0), 3 * HOUR);
      desk.runTo(at(12, 0, 0));
      desk.burst(40, 4, at(12, 9, 0), HOUR);
      desk.runTo(at(12, 12, 0));

      assertThat(desk.types()).startsWith(OPENED);
      assertThat(desk.events().get(0).at()).isBetween(at(12, 9, 0), at(12, 10, 0));
    }

    @Test
    void shouldBeOneVoiceWhenItSaysTheSameAgain() {
      for (int i = 0; i < 500; i++) {
        desk.say("site" + i % 5, "post" + i, at(1, 9, 0) + i, Signatures.of(1, i % 20));
      }
      desk.runTo(at(1, 10, 0));

      assertThat(desk.events()).isEmpty();
    }
  }

  @Nested
  class AllAtOneInstant {

    @Test
    void shouldRingOnceAndCountAll() {
      desk.burst(2_000, 5, at(1, 9, 0), 0);
      desk.runTo(at(1, 9, 1));

      assertThat(desk.types().stream().filter(OPENED::equals)).hasSize(1);
      assertThat(desk.counts().get(desk.counts().size() - 1).observed()).isEqualTo(2_000);
    }
  }

  @Nested
  class AClockThatJumps {

    @Test
    void shouldBeIgnoredWhenItGoesBack() {
      desk.burst(6, 3, at(1, 9, 0), 10 * MINUTE);
      desk.runTo(at(1, 12, 0));
      List<DetectOutput> before = List.copyOf(desk.outputs());
      desk.runTo(at(0, 0, 0));
      desk.runTo(at(1, 12, 0));

      assertThat(desk.outputs()).isEqualTo(before);
    }

    @Test
    void shouldEndAlertsWhenTheyWouldHaveEndedThoughItLeapsTenYears() {
      Desk steady = new Desk(Rules.rule("evacuation").build());
      steady.runTo(at(1, 0, 0));
      steady.burst(6, 3, at(1, 9, 0), 10 * MINUTE);
      for (int minute = 0; minute < 24 * 60; minute++) {
        steady.runTo(at(1, 9, minute));
      }
      desk.runTo(at(1, 0, 0));
      desk.burst(6, 3, at(1, 9, 0), 10 * MINUTE);
      desk.runTo(at(3_650, 0, 0));

      assertThat(desk.last().type()).isEqualTo(RESOLVED);
      assertThat(desk.outputs()).isEqualTo(steady.outputs());
      assertThat(desk.stateBytes()).as("ten years later").isZero();
    }

    @Test
    void shouldNotCountWhatWasSaidLongBeforeTheClock() {
      desk.runTo(at(9, 0, 0));
      for (int i = 0; i < 9; i++) {
        desk.say("s" + i % 3, "late" + i, at(1, 9, i));
      }
      desk.runTo(at(9, 0, 1));

      assertThat(desk.events())
          .as("what was said long before the window is no news, whenever it comes")
          .isEmpty();
    }
  }

  @Nested
  class AnImpossibleBudget {

    @Test
    void shouldMakeTheRuleCountForNothingUntilItIsMended() {
      desk.changeRule(Rules.rule("evacuation").budget(1_000, Duration.ofMinutes(1)).build());
      desk.burst(50, 5, at(1, 9, 0), 10 * MINUTE);
      desk.runTo(at(1, 10, 0));
      assertThat(desk.outputs()).isEmpty();

      desk.changeRule(Rules.rule("evacuation").build());
      desk.burst(50, 5, at(1, 11, 0), 10 * MINUTE);
      desk.runTo(at(1, 12, 0));
      assertThat(desk.types()).startsWith(OPENED);
    }

    @Test
    void shouldNeverRingByChanceWhenItAllowsNextToNothing() {
      desk.changeRule(Rules.rule("evacuation").budget(1, Duration.ofDays(36_500)).build());
      for (int day = 0; day < 30; day++) {
        desk.burst(3, 3, at(day, 9, 0), 12 * HOUR);
      }
      desk.runTo(at(30, 0, 0));
      assertThat(desk.events()).isEmpty();

      desk.burst(60, 6, at(30, 9, 0), HOUR);
      desk.runTo(at(30, 12, 0));
      assertThat(desk.types()).startsWith(OPENED);
    }
  }
}
