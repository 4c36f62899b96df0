package io.tocsin.alerts.core.detect;

import java.util.function.IntPredicate;

/**
 * From which count on a window rings, and below which it is calm again.
 *
 * <p>A window that slides is looked at without end, so the probability of a count at one moment is
 * not the chance of a false alarm. Crossings of {@code n} begin at a rate of about {@code (n −
 * mean)·P(X = n)} per window length (Alm 1983, scan statistics of a Poisson process; Naus 1982),
 * and the window's share of the budget allows {@code share} of them per window length. So it rings
 * from the smallest {@code n} on with
 *
 * <pre>max(P(X ≥ n), (n − mean)·P(X = n)) ≤ share</pre>
 *
 * @param prediction what is expected of the window
 * @param count the smallest count that rings
 * @param significance P(X ≥ n) at or below this rings: the share divided by the number of looks
 *     that one window length amounts to at the threshold
 * @param calm counts below this are calm
 */
record Threshold(NegativeBinomial prediction, int count, double significance, int calm) {

  /** The lower threshold is that of a budget so many times as large. */
  static final double CALM_FACTOR = 30;

  /** No probability above this rings, nor keeps an alert open. */
  static final double MAX_SHARE = 0.05;

  /**
   * The thresholds for a prediction.
   *
   * @param share expected false alarms per window length, above 0
   * @param minimumVoices the rule's floor: fewer than half of it are always calm
   */
  static Threshold of(NegativeBinomial prediction, double share, int minimumVoices) {
    double limited = Math.min(MAX_SHARE, share);
    int count = smallest(prediction, n -> crossings(prediction, n) <= limited);
    double calmShare = Math.min(MAX_SHARE, CALM_FACTOR * share);
    int lower = smallest(prediction, n -> prediction.tail(n) <= calmShare);
    int calm = Math.min(Math.max(lower, (minimumVoices + 1) / 2), Math.max(count, minimumVoices));
    double looks = crossings(prediction, count) / prediction.tail(count);
    return new Threshold(prediction, count, looks > 0 ? limited / looks : limited, calm);
  }

  private static final int MAX_COUNT = 1 << 29;

  private static double crossings(NegativeBinomial prediction, int n) {
    return Math.max(prediction.tail(n), (n - prediction.mean()) * prediction.mass(n));
  }

  /**
   * The smallest count above the mean for which a condition holds that goes on to hold from there
   * on: by doubling and halving steps.
   */
  static int smallest(NegativeBinomial prediction, IntPredicate holds) {
    int below = (int) Math.min(MAX_COUNT, Math.floor(prediction.mean()));
    int step = 1;
    while (!holds.test(below + step)) {
      below += step;
      step = Math.min(2 * step, MAX_COUNT);
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
}
