package io.tocsin.alerts.core.detect;

/**
 * A decision computed again from the numbers that it carries, by the formulas that made it: the
 * mean of the forecast is {@code shape · window / exposure}, the probability the upper tail of the
 * {@link NegativeBinomial} with that mean, the dispersion and the shape.
 *
 * @param expected mean of the forecast for the window
 * @param probability probability of the observed count or more
 * @param rings whether that probability is no larger than the significance
 */
public record DecisionCheck(double expected, double probability, boolean rings) {

  private static final double TOLERANCE = 1e-6;

  /**
   * Computes it again.
   *
   * @throws IllegalArgumentException when the numbers are not those of any decision: a forecast
   *     without shape or exposure, a dispersion below 1
   */
  public static DecisionCheck of(Decision decision) {
    double shape = decision.forecastShape();
    double exposure = decision.forecastExposureMillis();
    if (!(shape > 0 && exposure > 0 && decision.dispersion() >= 1 && decision.windowMillis() > 0)) {
      throw new IllegalArgumentException(
          "shape %s, exposure %s, dispersion %s and window %s are no forecast; expected all above 0"
              .formatted(shape, exposure, decision.dispersion(), decision.windowMillis()));
    }
    double mean = decision.windowMillis() * shape / exposure;
    double tail =
        NegativeBinomial.predictive(mean, decision.dispersion(), shape).tail(decision.observed());
    return new DecisionCheck(mean, tail, tail <= decision.significance() * (1 + TOLERANCE));
  }

  /** Whether a decision says what was computed, to a millionth part. */
  public boolean agreesWith(Decision decision) {
    return isNear(expected, decision.expected()) && isNear(probability, decision.probability());
  }

  private static boolean isNear(double a, double b) {
    return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }
}
