package io.tocsin.alerts.core.detect;

/**
 * A decision computed again from the numbers that it carries, by the formulas that made it. Of a
 * budget rule the mean of the forecast is {@code shape · window · factor / exposure}, the
 * probability the upper tail of the {@link NegativeBinomial} with that mean, the dispersion and the
 * shape. Of a ratio rule the threshold is {@code spikeHeight} times the reference, which is taken
 * as at least {@code thresholdRef}, rounded up, and at least {@code thresholdCur}.
 *
 * @param expected mean of the forecast for the window, or the reference
 * @param probability probability of the observed count or more; of a ratio rule 0 or 1
 * @param rings whether that is no larger than the significance, and the floors are met
 */
public record DecisionCheck(double expected, double probability, boolean rings) {

  private static final double TOLERANCE = 1e-6;

  /**
   * Computes it again.
   *
   * @throws IllegalArgumentException when the numbers are not those of any decision: a forecast
   *     without shape or exposure, a dispersion below 1, a rise that is none
   */
  public static DecisionCheck of(Decision decision) {
    Decision.Ratio ratio = decision.ratio();
    return ratio == null ? ofBudget(decision) : ofRatio(decision, ratio);
  }

  private static DecisionCheck ofBudget(Decision decision) {
    double shape = decision.forecastShape();
    double exposure = decision.forecastExposureMillis();
    double window = decision.windowMillis() * decision.windowFactor();
    if (!(shape > 0 && exposure > 0 && decision.dispersion() >= 1 && window > 0)) {
      throw new IllegalArgumentException(
          "shape %s, exposure %s, dispersion %s and window %s are no forecast; expected all above 0"
              .formatted(shape, exposure, decision.dispersion(), window));
    }
    double mean = window * shape / exposure;
    double tail =
        NegativeBinomial.predictive(mean, decision.dispersion(), shape).tail(decision.observed());
    boolean rare = tail <= decision.significance() * (1 + TOLERANCE);
    return new DecisionCheck(mean, tail, rare && meetsFloors(decision));
  }

  private static DecisionCheck ofRatio(Decision decision, Decision.Ratio ratio) {
    if (!(ratio.spikeHeight() > 1 && ratio.thresholdRef() >= 1 && ratio.thresholdCur() >= 1)) {
      throw new IllegalArgumentException(
          "spikeHeight %s, thresholdRef %d and thresholdCur %d are no ratio rule; expected above 1, and at least 1"
              .formatted(ratio.spikeHeight(), ratio.thresholdRef(), ratio.thresholdCur()));
    }
    int taken = RatioBar.taken(ratio.reference(), ratio.thresholdRef());
    boolean risen = decision.observed() >= threshold(ratio);
    return new DecisionCheck(taken, risen ? 0 : 1, risen && meetsFloors(decision));
  }

  /** As far as the decision tells them; of very many sources it names only the first. */
  private static boolean meetsFloors(Decision decision) {
    int sources = Math.min(decision.asked().minimumSources(), DetectorLimits.STANDARD.sources());
    return decision.observed() >= decision.asked().minimumVoices()
        && decision.sources().size() >= sources;
  }

  /** Whether a decision says what was computed, to a millionth part. */
  public boolean agreesWith(Decision decision) {
    Decision.Ratio ratio = decision.ratio();
    return isNear(expected, decision.expected())
        && isNear(probability, decision.probability())
        && (ratio == null || threshold(ratio) == decision.threshold());
  }

  private static int threshold(Decision.Ratio ratio) {
    int taken = RatioBar.taken(ratio.reference(), ratio.thresholdRef());
    return RatioBar.threshold(taken, ratio.spikeHeight(), ratio.thresholdCur());
  }

  private static boolean isNear(double a, double b) {
    return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }
}
