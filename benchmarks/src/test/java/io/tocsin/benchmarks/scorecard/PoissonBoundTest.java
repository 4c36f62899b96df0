package io.tocsin.benchmarks.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoissonBoundTest {

  /** Half the 95 % quantiles of the chi-square distribution with 2·(count + 1) degrees. */
  @ParameterizedTest
  @CsvSource({"0, 2.9957", "1, 4.7439", "2, 6.2958", "10, 16.9622", "21, 30.2402"})
  void shouldGiveThePublishedBounds(int count, double bound) {
    assertThat(PoissonBound.upper(count)).isCloseTo(bound, within(0.0005));
  }
}
