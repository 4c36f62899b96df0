package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** The quick search for thresholds finds what a plain one finds, bit for bit. */
class ThresholdTest {

  /** All that a threshold says. */
  private record Said(NegativeBinomial prediction, int count, double significance, int calm) {

    static Said of(Threshold threshold) {
      return new Said(
          threshold.prediction(), threshold.count(), threshold.significance(), threshold.calm());
    }
  }

  /** Tail and crossings are summed for every count that is tried, from the mean upwards. */
  private static Said plain(NegativeBinomial prediction, double share, int minimumVoices) {
    double limited = Math.min(Threshold.MAX_SHARE, share);
    double calmShare = Math.min(Threshold.MAX_SHARE, Threshold.CALM_FACTOR * share);
    int count = smallest(prediction, n -> crossings(prediction, n) <= limited);
    int lower = smallest(prediction, n -> prediction.tail(n) <= calmShare);
    int calm = Math.min(Math.max(lower, (minimumVoices + 1) / 2), Math.max(count, minimumVoices));
    double looks = crossings(prediction, count) / prediction.tail(count);
    return new Said(prediction, count, looks > 0 ? limited / looks : limited, calm);
  }

  private static double crossings(NegativeBinomial prediction, int n) {
    return Math.max(prediction.tail(n), (n - prediction.mean()) * prediction.mass(n));
  }

  private static int smallest(NegativeBinomial prediction, IntPredicate holds) {
    int below = (int) Math.floor(prediction.mean());
    int step = 1;
    while (!holds.test(below + step)) {
      below += step;
      step *= 2;
    }
    int above = below + step;
    while (above - below > 1) {
      int middle = (below + above) >>> 1;
      if (holds.test(middle)) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }

  @Property(tries = 3_000)
  void shouldBeThoseOfAPlainSearch(
      @ForAll @DoubleRange(min = 1e-6, max = 5_000) @Scale(6) double mean,
      @ForAll @DoubleRange(min = 1, max = 60) @Scale(3) double dispersion,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) @Scale(3) double shape,
      @ForAll @DoubleRange(min = 1e-9, max = 0.2) @Scale(9) double share,
      @ForAll @IntRange(min = 1, max = 9) int minimumVoices,
      @ForAll @DoubleRange(min = 0.5, max = 2) double change) {
    NegativeBinomial prediction = NegativeBinomial.predictive(mean, dispersion, shape);
    NegativeBinomial other = NegativeBinomial.predictive(mean * change, dispersion, shape);
    Said plain = plain(prediction, share, minimumVoices);
    Threshold near = Threshold.of(other, share * change, minimumVoices);

    assertThat(Said.of(Threshold.of(prediction, share, minimumVoices))).isEqualTo(plain);
    assertThat(Said.of(Threshold.of(prediction, share, minimumVoices, near))).isEqualTo(plain);
    near.calm();
    assertThat(Said.of(Threshold.of(prediction, share, minimumVoices, near))).isEqualTo(plain);
  }
}
