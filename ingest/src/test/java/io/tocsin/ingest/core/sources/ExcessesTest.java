package io.tocsin.ingest.core.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExcessesTest {
  private static final double MONTH = 30.0 * Rhythm.DAY;

  private static double exponential(SplittableRandom random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  /** Of exponential values of mean 1, n in a month, ln n is exceeded once. */
  @Test
  void shouldFindTheTailOfExponentialValues() {
    SplittableRandom random = new SplittableRandom(7);
    Excesses excesses = new Excesses();
    for (int hour = 0; hour < 24 * 200; hour++) {
      for (int i = 0; i < 10; i++) {
        excesses.add(exponential(random));
      }
      excesses.pass(1);
    }

    assertThat(excesses.exceededOnceIn(MONTH, 0)).isCloseTo(Math.log(7_200), within(0.5));
  }

  @Test
  void shouldFollowThePausesOfBursts() {
    SplittableRandom random = new SplittableRandom(7);
    Excesses excesses = new Excesses();
    for (int hour = 0; hour < 24 * 200; hour++) {
      excesses.add(hour % 5 == 0 ? 20 * exponential(random) : 0.1);
      excesses.pass(1);
    }

    assertThat(excesses.exceededOnceIn(MONTH, 0)).isCloseTo(20 * Math.log(144), within(20.0));
  }

  @Test
  void shouldNotBelieveItsFirstValues() {
    Excesses excesses = new Excesses();
    excesses.add(3);
    excesses.pass(1);

    assertThat(excesses.exceededOnceIn(MONTH, 0)).isGreaterThan(5);
    assertThat(new Excesses().exceededOnceIn(Rhythm.HOUR, 3)).isEqualTo(3);
  }
}
