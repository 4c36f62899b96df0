package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.runtime.stores.UnreadableStateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private final Coverage coverage = new Coverage();

  /** A source publishes one story in each so many minutes. */
  private void publish(String source, long from, long to, int minutes) {
    for (long minute = from; minute < to; minute += minutes * MINUTE) {
      coverage.add(minute, source, 1);
    }
  }

  private double factor(long window, Map<String, Integer> voices) {
    return coverage.factor(window, 1, voices, Map.of());
  }

  @Nested
  class Factor {

    @Test
    void shouldBeOneBeforeAnythingIsKnown() {
      publish("wire", at(0, 0, 0), at(0, 20, 0), 1);
      coverage.passTo(at(0, 20, 0));

      assertThat(factor(HOUR, Map.of("wire", 3))).isEqualTo(1);
    }

    @Test
    void shouldBeAboutOneWhenNothingIsUnusual() {
      publish("wire", at(0, 0, 0), at(5, 0, 0), 2);
      coverage.passTo(at(5, 0, 0));

      assertThat(factor(HOUR, Map.of("wire", 3))).isCloseTo(1, within(0.02));
      assertThat(factor(6 * HOUR, Map.of("wire", 3))).isCloseTo(1, within(0.02));
    }

    @Test
    void shouldSayHowMuchMoreASourcePublishesThanUsual() {
      publish("wire", at(0, 0, 0), at(5, 0, 0), 2);
      publish("wire", at(5, 0, 0), at(5, 1, 0), 1);
      coverage.passTo(at(5, 1, 0));

      assertThat(factor(HOUR, Map.of("wire", 3))).isCloseTo(63 / 33.0, within(0.03));
      assertThat(factor(3 * HOUR, Map.of("wire", 3))).isCloseTo(123 / 93.0, within(0.03));
    }

    @Test
    void shouldNeverBeBelowOne() {
      publish("wire", at(0, 0, 0), at(5, 0, 0), 2);
      coverage.passTo(at(5, 6, 0));

      assertThat(factor(HOUR, Map.of("wire", 3))).isEqualTo(1);
    }

    @Test
    void shouldHaveALimit() {
      publish("wire", at(0, 0, 0), at(5, 0, 0), 60);
      coverage.add(at(5, 0, 0), "wire", 1_000);
      coverage.passTo(at(5, 0, 1));

      assertThat(factor(HOUR, Map.of("wire", 3))).isEqualTo(Coverage.MOST);
    }

    @Test
    void shouldCountWhatASourcePublishesForItsOwnVoicesOnly() {
      publish("wire", at(0, 0, 0), at(5, 0, 0), 2);
      publish("flood", at(0, 0, 0), at(5, 0, 0), 2);
      coverage.add(at(5, 0, 0), "flood", 10_000);
      publish("wire", at(5, 0, 0), at(5, 1, 0), 2);
      coverage.passTo(at(5, 1, 0));

      assertThat(factor(HOUR, Map.of("wire", 4))).isCloseTo(1, within(0.02));
      assertThat(factor(HOUR, Map.of("wire", 3, "flood", 1))).isCloseTo(1.5, within(0.02));
    }

    @Test
    void shouldTakeANewSourceForAPartOfTheWholeAndNoMoreThanItsVoices() {
      publish("wire", at(0, 0, 0), at(5, 1, 0), 2);
      publish("blog", at(5, 0, 0), at(5, 1, 0), 1);
      coverage.passTo(at(5, 1, 0));

      assertThat(factor(HOUR, Map.of("wire", 1, "blog", 5))).isCloseTo(1 + 60 / 33.0, within(0.05));
      assertThat(coverage.factor(HOUR, 10, Map.of("wire", 4, "blog", 1), Map.of()))
          .isCloseTo(1.1, within(0.02));
      assertThat(factor(HOUR, Map.of("wire", 4))).isCloseTo(1, within(0.02));
    }

    @Test
    void shouldLeaveOutPostsOfTheKeyItself() {
      publish("wire", at(0, 0, 0), at(5, 0, 0), 2);
      publish("wire", at(5, 0, 0), at(5, 1, 0), 1);
      coverage.passTo(at(5, 1, 0));

      assertThat(coverage.factor(HOUR, 1, Map.of("wire", 30), Map.of("wire", 30)))
          .isCloseTo(1, within(0.03));
    }

    @Test
    void shouldTakeALastingLevelForTheUsualOneAfterSomeDays() {
      publish("wire", at(0, 0, 0), at(5, 0, 0), 2);
      publish("wire", at(5, 0, 0), at(26, 0, 0), 1);
      coverage.passTo(at(26, 0, 0));

      assertThat(factor(6 * HOUR, Map.of("wire", 3))).isBetween(1.0, 1.2);
    }

    @Test
    void shouldNotLookAtMinutesThatTheClockHasNotPassed() {
      publish("wire", at(0, 0, 0), at(5, 0, 0), 2);
      coverage.passTo(at(5, 0, 0));
      double before = factor(HOUR, Map.of("wire", 3));
      coverage.add(at(5, 0, 0), "wire", 500);
      coverage.add(at(5, 3, 0), "wire", 500);

      assertThat(factor(HOUR, Map.of("wire", 3))).isEqualTo(before);
    }
  }

  @Nested
  class Determinism {

    @Test
    void shouldNotDependOnOrderCadenceOrRestarts() {
      Random random = new Random(11);
      List<long[]> told = new ArrayList<>();
      for (int i = 0; i < 4_000; i++) {
        told.add(new long[] {at(0, 0, 0) + random.nextLong(4 * DAY), random.nextInt(5), 1});
      }
      String plain = told(told, 4 * DAY);

      for (int run = 0; run < 5; run++) {
        Collections.shuffle(told, random);
        assertThat(told(told, 1 + random.nextLong(7 * HOUR))).isEqualTo(plain);
      }
    }

    /** The factors at the end when the clock goes in steps, with a restart at each. */
    private String told(List<long[]> told, long step) {
      InMemoryKeyStates states = new InMemoryKeyStates();
      Coverage stage = new Coverage();
      long end = at(4, 0, 0);
      for (long time = at(0, 0, 0); time < end; time += step) {
        for (long[] one : told) {
          if (one[0] >= time && one[0] < time + step) {
            stage.add(one[0], "s" + one[1], (int) one[2]);
          }
        }
        stage.passTo(Math.min(end, time + step));
        stage.store(states);
        Coverage restarted = new Coverage();
        states.forEach(restarted::restore);
        stage = restarted;
      }
      stage.passTo(end);
      Map<String, Integer> voices = new TreeMap<>(Map.of("s0", 1, "s1", 2, "s3", 1));
      return stage.factor(10 * MINUTE, 1, voices, Map.of())
          + " "
          + stage.factor(HOUR, 1, voices, Map.of())
          + " "
          + stage.factor(6 * HOUR, 1, voices, Map.of());
    }
  }

  @Nested
  class Limits {

    private final InMemoryKeyStates states = new InMemoryKeyStates();

    private long bytes() {
      long[] sum = {0};
      coverage.store(states);
      states.forEach((key, bytes) -> sum[0] += key.length() + bytes.length);
      return sum[0];
    }

    @Test
    void shouldForgetMinutesAfterADayAndSourcesThatFellSilent() {
      publish("wire", at(0, 0, 0), at(3, 0, 0), 1);
      coverage.passTo(at(3, 0, 0));
      long busy = bytes();
      coverage.passTo(at(200, 0, 0));

      assertThat(busy).isLessThan(60_000);
      assertThat(bytes()).isLessThan(100);
    }

    @Test
    void shouldTakeSourcesTogetherBeyondAThousand() {
      for (int i = 0; i < 50_000; i++) {
        coverage.add(at(0, 0, 0), "source-" + i % 25_000, 1);
      }
      for (int day = 0; day < 3; day++) {
        for (int i = 0; i < 5_000; i++) {
          coverage.add(at(day, 1, 0), "other-" + i, 1);
        }
      }
      coverage.passTo(at(4, 0, 0));

      assertThat(bytes()).isLessThan(200_000);
    }

    @Test
    void shouldNotHoldMinutesWithoutEnd() {
      for (int i = 0; i < 2 * Coverage.MOST_MINUTES; i++) {
        coverage.add(at(0, 0, 0) + i * MINUTE, "wire", 1);
      }

      coverage.store(states);
      int[] count = {0};
      states.forEach((key, bytes) -> count[0]++);
      assertThat(count[0]).isEqualTo(Coverage.MOST_MINUTES);
    }

    @Test
    void shouldRefuseAStateThatIsCutShort() {
      publish("wire", at(0, 0, 0), at(0, 1, 0), 1);
      coverage.passTo(at(0, 2, 0));
      coverage.store(states);

      states.forEach(
          (key, bytes) ->
              assertThatThrownBy(
                      () ->
                          new Coverage()
                              .restore(key, java.util.Arrays.copyOf(bytes, bytes.length - 1)))
                  .isInstanceOf(UnreadableStateException.class)
                  .hasMessageContaining("coverage"));
    }
  }
}
