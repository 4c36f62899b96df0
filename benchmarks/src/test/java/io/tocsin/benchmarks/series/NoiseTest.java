package io.tocsin.benchmarks.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseTest {

  private static final int DAYS = 700;

  private static Series series(Noise noise, double rate) {
    return noise.series(new SplittableRandom(3), rate, DAYS);
  }

  @ParameterizedTest
  @EnumSource(Noise.class)
  void shouldHaveTheRateOutsideOfEvents(Noise noise) {
    Series series = series(noise, 2);
    long hours =
        DAYS * 24L
            - series.events().stream().mapToLong(e -> e.to() - e.from()).sum() / Arrivals.HOUR;
    long counted = Arrays.stream(series.times()).filter(time -> !series.isEvent(time)).count();

    assertThat(counted / (double) hours).isBetween(1.85, 2.15);
    assertThat(series.times()).isSorted();
    assertThat(series.times()[0]).isNotNegative();
    assertThat(series.times()[series.times().length - 1]).isLessThan(DAYS * Arrivals.DAY);
    assertThat(series.times()).isEqualTo(series(noise, 2).times());
  }

  @Test
  void shouldHaveTheDispersionThatItSays() {
    assertThat(dispersionOfHours(series(Noise.FLAT, 8))).isBetween(0.95, 1.05);
    // 1 + rate/4
    assertThat(dispersionOfHours(series(Noise.GAMMA_HOURS, 8))).isBetween(2.8, 3.2);
    assertThat(dispersionOfHours(series(Noise.GAMMA_DAYS, 8))).isBetween(2.5, 3.5);
    assertThat(dispersionOfHours(series(Noise.CLUMPS, 8))).isGreaterThan(4);
    assertThat(dispersionOfHours(series(Noise.POLLED, 8))).isGreaterThan(4);
  }

  private static double dispersionOfHours(Series series) {
    double[] counts = new double[DAYS * 24];
    for (long time : series.times()) {
      counts[(int) (time / Arrivals.HOUR)]++;
    }
    double mean = Arrays.stream(counts).average().orElseThrow();
    return Arrays.stream(counts).map(c -> (c - mean) * (c - mean)).average().orElseThrow() / mean;
  }

  @Test
  void shouldSeePolledPostsTogetherAndHaveGaps() {
    long[] times = series(Noise.POLLED, 10).times();

    long[] gaps =
        IntStream.range(1, times.length)
            .mapToLong(i -> times[i] - times[i - 1])
            .filter(gap -> gap > 0)
            .toArray();
    assertThat(times.length / (double) gaps.length).as("posts a poll").isGreaterThan(5);
    assertThat(Arrays.stream(gaps).min().orElseThrow()).isGreaterThanOrEqualTo(20 * 60_000);
    assertThat(Arrays.stream(gaps).max().orElseThrow()).isGreaterThan(4 * Arrivals.HOUR);
  }

  @Test
  void shouldHaveNightsAndWeekends() {
    long[] byHour = new long[24];
    long[] byDay = new long[7];
    for (long time : series(Noise.WEEKLY, 10).times()) {
      byHour[(int) (time / Arrivals.HOUR % 24)]++;
      byDay[(int) (time / Arrivals.DAY % 7)]++;
    }

    assertThat(byHour[12] / (double) byHour[0]).isBetween(8.0, 10.0);
    assertThat(byDay[2] / (double) byDay[6]).isBetween(2.2, 2.6);
  }
}
