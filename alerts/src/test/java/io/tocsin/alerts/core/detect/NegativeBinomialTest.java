package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NegativeBinomialTest {

  private static final MathContext DIGITS = new MathContext(40);

  @Nested
  class ByHand {

    @Test
    void shouldBeGeometricWithSizeOne() {
      // P(X >= n) = (mean / (mean + 1))^n
      assertThat(new NegativeBinomial(1, 1).tail(3)).isCloseTo(0.125, within(1e-15));
      assertThat(new NegativeBinomial(3, 1).tail(2)).isCloseTo(0.5625, within(1e-15));
    }

    @Test
    void shouldBeNearlyPoissonWithALargeSize() {
      // Poisson of mean 1: P(X >= 3) = 1 - 2.5/e; of mean 0.01: P(X >= 3) = 1.6542e-7
      NegativeBinomial one = new NegativeBinomial(1, 1e12);
      assertThat(one.tail(3)).isCloseTo(1 - 2.5 / Math.E, within(1e-9));
      assertThat(new NegativeBinomial(0.01, 1e12).tail(3))
          .isCloseTo(1.654216e-7, Percentage.withPercentage(1e-4));
    }

    @Test
    void shouldMatchTheTableOfTheClassicForm() {
      // 5 failures, success probability 1/2, mean 5: P(X = 3) = C(7,3)/2^8 = 35/256
      assertThat(new NegativeBinomial(5, 5).mass(3)).isCloseTo(35 / 256.0, within(1e-15));
    }

    @Test
    void shouldHaveHalfBelowTheMedianOfAWideNormal() {
      // mean 10,000, variance 10,100: P(X >= 10,234) is the normal tail at z = 2.3234, corrected
      // for skewness by (z² - 1)·φ(z)·skew/6 with skew = 0.010149: 0.010079 + 0.000200
      assertThat(new NegativeBinomial(10_000, 1_000_000).tail(10_234))
          .isCloseTo(0.010279, within(1e-5));
    }

    @Test
    void shouldBeCertainOfNothingAtLeast() {
      assertThat(new NegativeBinomial(0.001, 0.5).tail(0)).isEqualTo(1);
      assertThat(new NegativeBinomial(0.001, 0.5).tail(1)).isBetween(0.0, 0.001);
    }

    @Test
    void shouldNotBreakAtTheEdges() {
      assertThat(new NegativeBinomial(1e-9, 1e-8).tail(3)).isBetween(0.0, 1e-9);
      assertThat(new NegativeBinomial(0.5, 1e9).tail(10_000)).isEqualTo(0);
      assertThat(new NegativeBinomial(10_000, 0.5).tail(3)).isBetween(0.98, 1.0);
      assertThat(new NegativeBinomial(10_000, 1e9).tail(5_000)).isCloseTo(1, within(1e-12));
    }
  }

  /** The tail by plain summation of the masses below it, with 40 digits. */
  private static BigDecimal bruteForce(int mean, int size, int count) {
    BigDecimal q = BigDecimal.valueOf(mean).divide(BigDecimal.valueOf(mean + (long) size), DIGITS);
    BigDecimal mass = BigDecimal.ONE.subtract(q).pow(size, DIGITS);
    BigDecimal below = BigDecimal.ZERO;
    for (int k = 0; k < count; k++) {
      below = below.add(mass, DIGITS);
      mass =
          mass.multiply(q, DIGITS)
              .multiply(BigDecimal.valueOf(size + (long) k))
              .divide(BigDecimal.valueOf(k + 1L), DIGITS);
    }
    return BigDecimal.ONE.subtract(below);
  }

  @Property(tries = 200)
  void shouldEqualExactSummation(
      @ForAll @IntRange(min = 1, max = 300) int mean,
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll @IntRange(min = 1, max = 600) int count) {
    double exact = bruteForce(mean, size, count).doubleValue();
    if (exact > 1e-25) {
      assertThat(new NegativeBinomial(mean, size).tail(count))
          .isCloseTo(exact, Percentage.withPercentage(1e-7));
    }
  }

  @Property(tries = 20)
  void shouldEqualExactSummationOfManyThousand(
      @ForAll @IntRange(min = 5_000, max = 10_000) int mean,
      @ForAll @IntRange(min = 500, max = 3_000) int size) {
    int count = mean + (int) (3 * Math.sqrt(mean + (double) mean * mean / size));
    assertThat(new NegativeBinomial(mean, size).tail(count))
        .isCloseTo(bruteForce(mean, size, count).doubleValue(), Percentage.withPercentage(1e-7));
  }

  @Property(tries = 300)
  void shouldFallByExactlyTheMass(
      @ForAll @DoubleRange(min = 1e-4, max = 2_000) @Scale(4) double mean,
      @ForAll @DoubleRange(min = 1e-3, max = 1e7) @Scale(3) double size,
      @ForAll @IntRange(min = 0, max = 3_000) int count) {
    NegativeBinomial distribution = new NegativeBinomial(mean, size);
    double here = distribution.tail(count);
    double next = distribution.tail(count + 1);
    assertThat(next).isLessThanOrEqualTo(here * (1 + 1e-12));
    assertThat(here - next).isCloseTo(distribution.mass(count), within(1e-10));
  }

  @Property(tries = 200)
  void shouldHaveTheStatedVariance(
      @ForAll @DoubleRange(min = 0.01, max = 50) double mean,
      @ForAll @DoubleRange(min = 1, max = 20) double dispersion,
      @ForAll @DoubleRange(min = 0.5, max = 100) double shape) {
    NegativeBinomial prediction = NegativeBinomial.predictive(mean, dispersion, shape);
    assertThat(prediction.variance())
        .isCloseTo(dispersion * mean + mean * mean / shape, Percentage.withPercentage(1e-9));
  }

  @Nested
  class Thresholds {

    @Test
    void shouldBeTheSmallestCountThatRings() {
      for (double mean : new double[] {1e-4, 0.1, 1, 30, 1_000, 10_000}) {
        NegativeBinomial prediction = NegativeBinomial.predictive(mean, 1.5, 20);
        double share = 4.6e-4;
        Threshold threshold = Threshold.of(prediction, share, 3);
        assertThat(crossings(prediction, threshold.count())).isLessThanOrEqualTo(share);
        assertThat(crossings(prediction, threshold.count() - 1)).isGreaterThan(share);
        assertThat(prediction.tail(threshold.count()))
            .isLessThanOrEqualTo(threshold.significance());
        assertThat(prediction.tail(threshold.count() - 1)).isGreaterThan(threshold.significance());
        assertThat(threshold.calm()).isBetween(2, Math.max(3, threshold.count()));
      }
    }

    @Test
    void shouldRiseWithWhatIsExpectedAndWithClumping() {
      assertThat(count(0.1, 1)).isLessThan(count(1, 1)).isLessThan(count(0.1, 5));
      assertThat(count(1, 1)).isLessThan(count(100, 1)).isLessThan(count(1, 5) * 100);
      assertThat(count(100, 1)).isLessThan(count(100, 5));
    }

    private int count(double mean, double dispersion) {
      return Threshold.of(NegativeBinomial.predictive(mean, dispersion, 50), 4.6e-4, 1).count();
    }

    private double crossings(NegativeBinomial prediction, int n) {
      return Math.max(prediction.tail(n), (n - prediction.mean()) * prediction.mass(n));
    }
  }
}
