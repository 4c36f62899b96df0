package io.tocsin.alerts.core.detect;

/**
 * The distribution of a count whose rate is uncertain and whose arrivals clump: negative binomial,
 * by mean and size, with variance {@code mean + mean²/size}. A gamma-distributed Poisson rate gives
 * exactly this (Greenwood and Yule 1920); its size is then the shape of the gamma.
 *
 * <p>Everything is computed by recurrence in a fixed order with {@link StrictMath}, so the same
 * arguments give the same bits on every platform.
 *
 * @param mean expected count, above 0
 * @param size number of failures of the classic parametrisation, above 0; large means nearly
 *     Poisson
 */
record NegativeBinomial(double mean, double size) {

  private static final double NEGLIGIBLE = 1e-18;
  private static final double NEGLIGIBLE_CHANGE = 1e-14;
  private static final int MAX_TERMS = 1_000_000;

  /** Far more than rounding can make of a mass or a tail, relative. */
  static final double SLACK = 1e-6;

  /** Smaller masses are not reckoned with, but computed. */
  static final double SMALLEST_MASS = 1e-250;

  /** So many terms of a tail are added up before it is summed as a whole. */
  private static final int FIRST_TERMS = 12;

  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
  private static final double STIRLING_FROM = 10;
  private static final double[] LOG_FACTORIALS = logFactorials(32);

  /**
   * The prediction for a window, when the rate is gamma-distributed and arrivals clump: variance
   * {@code dispersion · mean + mean²/shape}.
   *
   * @param mean expected count, above 0
   * @param dispersion variance divided by that of a Poisson process, at least 1
   * @param shape shape of the gamma distribution of the rate, above 0
   */
  static NegativeBinomial predictive(double mean, double dispersion, double shape) {
    return new NegativeBinomial(mean, 1 / ((dispersion - 1) / mean + 1 / shape));
  }

  /** Variance of the count. */
  double variance() {
    return mean + mean * mean / size;
  }

  /** Probability of exactly {@code count}, for a count of at least 0. */
  double mass(int count) {
    return StrictMath.exp(logMass(count));
  }

  /**
   * Probability of {@code count} or more; 1 for a count of 0 or less. Relative error below 1e-8.
   */
  double tail(int count) {
    if (count <= 0) {
      return 1;
    }
    return count > mean ? upperSum(count) : 1 - lowerSum(count - 1);
  }

  /**
   * The mass of a count divided by that of the one before.
   *
   * @param count of at least 1
   * @param continuation what these ratios tend to, see {@link #continuation}
   */
  double ratio(int count, double continuation) {
    return (count - 1 + size) / count * continuation;
  }

  /**
   * Whether {@link #tail} of a count above the mean is at most a limit, mostly without summing it:
   * the {@link #ratio} moves steadily towards {@code continuation}, so what comes behind some terms
   * lies between two geometric series.
   *
   * @param mass the {@link #mass} of the count, as far as the slack does not matter
   */
  boolean tailAtMost(int count, double mass, double limit) {
    if (count <= mean || mass < SMALLEST_MASS) {
      return tail(count) <= limit;
    }
    double continuation = continuation();
    double before = 0;
    double term = mass;
    for (int next = count + 1; next <= count + FIRST_TERMS; next++) {
      double ratio = ratio(next, continuation);
      double largest = StrictMath.max(ratio, continuation);
      if (largest >= 1) {
        break;
      }
      if (before + term / (1 - largest) < limit * (1 - SLACK)) {
        return true;
      }
      if (before + term / (1 - StrictMath.min(ratio, continuation)) > limit * (1 + SLACK)) {
        return false;
      }
      before += term;
      term *= ratio;
    }
    return tail(count) <= limit;
  }

  /**
   * The tail as an incomplete beta function with parameters {@code count} and {@code size}, or one
   * less its complement where that converges sooner. The number of terms grows with the square root
   * of the count only, however heavy the tail.
   */
  private double upperSum(int count) {
    double continuation = continuation();
    double logMass = logMass(count);
    if (continuation < (count + 1) / (count + size + 2)) {
      return atMostOne(logMass - StrictMath.log(betaFraction(count, size, continuation)));
    }
    double rest = StrictMath.log(betaFraction(size, count, 1 / (1 + mean / size)));
    return 1 - atMostOne(logMass + StrictMath.log(count / size) - rest);
  }

  private static double atMostOne(double logarithm) {
    return StrictMath.min(1, StrictMath.exp(logarithm));
  }

  /** The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz' method. */
  private static double betaFraction(double a, double b, double x) {
    double numerator = 1;
    double denominator = 0;
    double value = 1;
    double change;
    int term = 1;
    do {
      double coefficient = betaCoefficient(term, a, b) * x;
      denominator = 1 / (1 + coefficient * denominator);
      numerator = 1 + coefficient / numerator;
      change = numerator * denominator;
      value *= change;
      term++;
    } while (StrictMath.abs(change - 1) > NEGLIGIBLE_CHANGE && term < MAX_TERMS);
    return value;
  }

  private static double betaCoefficient(int term, double a, double b) {
    double m = term >> 1;
    return (term & 1) == 0
        ? m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1));
  }

  private double lowerSum(int last) {
    double continuation = continuation();
    double term = 1;
    double sum = 1;
    for (int k = last; k > 0 && term > sum * NEGLIGIBLE; k--) {
      term *= k / ((size + k - 1) * continuation);
      sum += term;
    }
    return StrictMath.min(1, StrictMath.exp(logMass(last) + StrictMath.log(sum)));
  }

  /** mean / (mean + size): the probability that one more arrives, in the classic reading. */
  double continuation() {
    return 1 / (1 + size / mean);
  }

  /**
   * Logarithm of the probability of exactly {@code count}. For large sizes the gamma functions are
   * subtracted analytically (Stirling's series), because their difference is tiny beside them.
   */
  double logMass(int count) {
    double none = -size * StrictMath.log1p(mean / size);
    return none + logRising(count) - logFactorial(count);
  }

  /** log of size·(size+1)···(size+count-1) · continuation^count. */
  private double logRising(int count) {
    if (size >= STIRLING_FROM) {
      return count * (StrictMath.log(mean) - StrictMath.log1p(mean / size))
          + stirlingDifference(size, count);
    }
    int small = StrictMath.min(count, (int) StrictMath.ceil(STIRLING_FROM - size));
    double log = -count * StrictMath.log1p(size / mean);
    for (int i = 0; i < small; i++) {
      log += StrictMath.log(size + i);
    }
    int rest = count - small;
    double from = size + small;
    return rest == 0 ? log : log + rest * StrictMath.log(from) + stirlingDifference(from, rest);
  }

  /** logΓ(z + n) − logΓ(z) − n·log z for z of at least 10. */
  private static double stirlingDifference(double z, double n) {
    return (z + n - 0.5) * StrictMath.log1p(n / z) - n + stirlingRest(z + n) - stirlingRest(z);
  }

  /** What Stirling's formula leaves: 1/(12z) − 1/(360z³) + …; Abramowitz and Stegun 6.1.41. */
  private static double stirlingRest(double z) {
    double square = 1 / (z * z);
    return (1 / 12.0
            - square
                * (1 / 360.0
                    - square * (1 / 1260.0 - square * (1 / 1680.0 - square * (1 / 1188.0)))))
        / z;
  }

  private static double logFactorial(int n) {
    if (n < LOG_FACTORIALS.length) {
      return LOG_FACTORIALS[n];
    }
    double z = n + 1.0;
    return (z - 0.5) * StrictMath.log(z) - z + HALF_LOG_TWO_PI + stirlingRest(z);
  }

  private static double[] logFactorials(int length) {
    double[] table = new double[length];
    for (int n = 2; n < length; n++) {
      table[n] = table[n - 1] + StrictMath.log(n);
    }
    return table;
  }
}
