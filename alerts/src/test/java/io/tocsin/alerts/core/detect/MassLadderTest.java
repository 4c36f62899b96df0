package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Percentage;

class MassLadderTest {

  /** A thousandth of the slack, in percent. */
  private static final Percentage CLOSE =
      Percentage.withPercentage(100 * NegativeBinomial.SLACK / 1_000);

  @Property(tries = 500)
  void shouldAgreeWithWhatIsComputedWhereverItGoes(
      @ForAll @DoubleRange(min = 1e-6, max = 5_000) @Scale(6) double mean,
      @ForAll @DoubleRange(min = 1e-3, max = 1e7) @Scale(3) double size,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NegativeBinomial prediction = new NegativeBinomial(mean, size);
    MassLadder masses = new MassLadder(prediction);
    int count = (int) mean;
    for (int step = 0; step < 300; step++) {
      count = Math.max(0, count + random.nextInt(-20, 21));
      double expected = prediction.mass(count);
      if (expected > NegativeBinomial.SMALLEST_MASS) {
        assertThat(masses.mass(count)).isCloseTo(expected, CLOSE);
      } else {
        assertThat(masses.mass(count)).isLessThan(2 * NegativeBinomial.SMALLEST_MASS);
      }
    }
  }
}
