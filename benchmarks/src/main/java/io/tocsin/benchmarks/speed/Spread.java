package io.tocsin.benchmarks.speed;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** How a set of times is spread, in milliseconds. */
final class Spread {
  private final double[] sorted;

  Spread(Collection<Double> millis) {
    sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no times");
    }
  }

  /** The time that a share of all, above 0 and up to 1, does not exceed (nearest rank). */
  double quantile(double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %.0f ms, p99 %.0f ms, max %.0f ms (%d)",
        quantile(0.5),
        quantile(0.99),
        Arrays.stream(sorted).max().orElseThrow(),
        sorted.length);
  }
}
