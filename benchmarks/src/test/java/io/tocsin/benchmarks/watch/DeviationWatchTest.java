package io.tocsin.benchmarks.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviationWatchTest {

  private static final long HOUR = 3_600_000;

  private final DeviationWatch watch = new DeviationWatch(3);

  /** Hours with 0 and 4 mentions in turn: mean 2, deviation 2, so that 9 in an hour ring. */
  private void history(int hours) {
    for (int hour = 0; hour < hours; hour++) {
      for (int i = 0; i < (hour % 2 == 0 ? 0 : 4); i++) {
        watch.mention(hour * HOUR + i * HOUR / 10, 0);
      }
    }
    watch.passTo(hours * HOUR + HOUR / 2);
  }

  private static void mentions(Watch watch, long from, int count) {
    for (int i = 0; i < count; i++) {
      watch.mention(from + i, 0);
    }
  }

  @Test
  void shouldRingAboveTheMeanAndThreeDeviations() {
    history(48);
    mentions(watch, 48 * HOUR + HOUR / 2, 8);
    assertThat(watch.rings()).isEmpty();

    mentions(watch, 48 * HOUR + HOUR / 2 + 8, 1);

    assertThat(watch.rings()).containsExactly(new Ring(48 * HOUR + HOUR / 2 + 8, Ring.Kind.OPENED));
  }

  @Test
  void shouldNotRingOnItsFirstDay() {
    history(20);
    mentions(watch, 20 * HOUR + HOUR / 2, 100);

    assertThat(watch.rings()).isEmpty();
  }

  @Test
  void shouldRingAtMostOnceInTwoDays() {
    history(48);
    mentions(watch, 49 * HOUR, 20);
    mentions(watch, 80 * HOUR, 40);
    assertThat(watch.rings()).hasSize(1);

    mentions(watch, 97 * HOUR, 60);

    assertThat(watch.rings()).hasSize(2);
  }

  @Test
  void shouldForkWhatItKnows() {
    history(48);
    DeviationWatch fork = watch.fork();

    mentions(fork, 48 * HOUR + HOUR / 2, 9);

    assertThat(fork.rings()).hasSize(1);
    assertThat(watch.rings()).isEmpty();
  }
}
