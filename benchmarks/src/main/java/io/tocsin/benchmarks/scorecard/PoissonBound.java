package io.tocsin.benchmarks.scorecard;

import org.apache.commons.statistics.distribution.GammaDistribution;

/** How large the mean of a Poisson count may be, given what was counted. */
final class PoissonBound {

  private static final double CONFIDENCE = 0.95;

  private PoissonBound() {}

  /**
   * The exact one-sided 95 % upper bound: the mean at which so few are counted with a probability
   * of 5 %, the 95 % quantile of the gamma distribution of shape {@code count + 1} (Garwood 1936).
   */
  static double upper(int count) {
    return GammaDistribution.of(count + 1.0, 1).inverseCumulativeProbability(CONFIDENCE);
  }
}
