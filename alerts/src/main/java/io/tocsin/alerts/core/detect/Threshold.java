package io.tocsin.alerts.core.detect;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

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
    return of(prediction, share, minimumVoices, null);
  }

  /**
   * The same, found sooner.
   *
   * @param near thresholds that may be near these; they decide nothing
   */
  static Threshold of(
      NegativeBinomial prediction, double share, int minimumVoices, @Nullable Threshold near) {
    double limited = Math.min(MAX_SHARE, share);
    int count =
        smallest(
            prediction, near == null ? 0 : near.count, n -> crossesAtMost(prediction, n, limited));
    double calmShare = Math.min(MAX_SHARE, CALM_FACTOR * share);
    int lower = smallestTail(prediction, calmShare, near == null ? 0 : near.calm);
    int calm = Math.min(Math.max(lower, (minimumVoices + 1) / 2), Math.max(count, minimumVoices));
    double tail = prediction.tail(count);
    double looks = Math.max(tail, (count - prediction.mean()) * prediction.mass(count)) / tail;
    return new Threshold(prediction, count, looks > 0 ? limited / looks : limited, calm);
  }

  private static final int MAX_COUNT = 1 << 29;

  /** Whether crossings of a count begin at most so often; mostly known without the tail. */
  private static boolean crossesAtMost(NegativeBinomial prediction, int n, double limit) {
    double mass = prediction.mass(n);
    return (n - prediction.mean()) * mass <= limit && prediction.tailAtMost(n, mass, limit);
  }

  /**
   * The smallest count above the mean that is reached or exceeded with at most a probability.
   *
   * @param near a count that may be near it, above or below; decides nothing
   */
  static int smallestTail(NegativeBinomial prediction, double probability, int near) {
    return smallest(
        prediction, near, n -> prediction.tailAtMost(n, prediction.mass(n), probability));
  }

  /**
   * The smallest count above the mean for which a condition holds that goes on to hold from there
   * on: by doubling steps from a count that may be near it, and halving ones.
   */
  private static int smallest(NegativeBinomial prediction, int near, IntPredicate holds) {
    int mean = (int) Math.min(MAX_COUNT, Math.floor(prediction.mean()));
    int start = Math.max(mean + 1, near);
    return holds.test(start) ? downFrom(start, mean, holds) : upFrom(start, holds);
  }

  /** The smallest above a lower bound, at or below a count for which it holds. */
  private static int downFrom(int start, int bound, IntPredicate holds) {
    int above = start;
    int step = 1;
    while (above - bound > step && holds.test(above - step)) {
      above -= step;
      step *= 2;
    }
    return between(Math.max(bound, above - step), above, holds);
  }

  /** The smallest above a count for which it does not hold. */
  private static int upFrom(int start, IntPredicate holds) {
    int below = start;
    int step = 1;
    while (!holds.test(below + step)) {
      below += step;
      step = Math.min(2 * step, MAX_COUNT);
    }
    return between(below, below + step, holds);
  }

  private static int between(int first, int last, IntPredicate holds) {
    int below = first;
    int above = last;
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
