package io.tocsin.alerts.core.detect;

/**
 * The masses of counts that are asked for one near the other: the first is computed, the others
 * follow from their neighbours by a multiplication each. They agree with {@link
 * NegativeBinomial#mass} to far more digits than {@link NegativeBinomial#SLACK} asks for, and are
 * good for nothing but comparisons outside of it. Not thread-safe.
 */
final class MassLadder {

  /** Counts that are farther away are computed. */
  private static final int NEAR = 16;

  /** After so many steps one is computed again, so that roundings do not add up. */
  private static final int MOST_STEPS = 200;

  /** Masses of larger counts are all computed: their own rounding grows with the count. */
  private static final int LARGE = 1_000_000;

  private final NegativeBinomial prediction;
  private final double continuation;
  private int at = -LARGE;
  private double mass;
  private int steps;

  MassLadder(NegativeBinomial prediction) {
    this.prediction = prediction;
    this.continuation = prediction.continuation();
  }

  /** The probability of exactly {@code count}, of at least 0, but for its last digits. */
  double mass(int count) {
    int way = Math.abs(count - at);
    steps += way;
    if (way > NEAR || steps > MOST_STEPS || count >= LARGE || isTiny()) {
      at = count;
      mass = prediction.mass(count);
      steps = 0;
    }
    while (at < count) {
      at++;
      mass *= prediction.ratio(at, continuation);
    }
    while (at > count) {
      mass /= prediction.ratio(at, continuation);
      at--;
    }
    return mass;
  }

  private boolean isTiny() {
    return mass < NegativeBinomial.SMALLEST_MASS;
  }
}
