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
 * <p>Mostly no more than the count is asked for, so the rest is found when it is. Not thread-safe.
 */
final class Threshold {

  /** The lower threshold is that of a budget so many times as large. */
  static final double CALM_FACTOR = 30;

  /** No probability above this rings, nor keeps an alert open. */
  static final double MAX_SHARE = 0.05;

  private static final int MAX_COUNT = 1 << 29;
  private static final int UNKNOWN = -1;

  private final NegativeBinomial prediction;
  private final double share;
  private final int minimumVoices;
  private final int nearCalm;
  private final int count;
  private int calm = UNKNOWN;
  private double significance = UNKNOWN;

  private Threshold(
      NegativeBinomial prediction, double share, int minimumVoices, @Nullable Threshold near) {
    this.prediction = prediction;
    this.share = share;
    this.minimumVoices = minimumVoices;
    this.nearCalm = near == null ? 0 : near.calm == UNKNOWN ? near.nearCalm : near.calm;
    MassLadder masses = new MassLadder(prediction);
    double limited = Math.min(MAX_SHARE, share);
    this.count =
        smallest(
            prediction,
            near == null ? 0 : near.count,
            n -> crossesAtMost(prediction, masses, n, limited));
  }

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
    return new Threshold(prediction, share, minimumVoices, near);
  }

  /** What is expected of the window. */
  NegativeBinomial prediction() {
    return prediction;
  }

  /** The smallest count that rings. */
  int count() {
    return count;
  }

  /** Counts below this are calm. */
  int calm() {
    if (calm == UNKNOWN) {
      int lower = smallestTail(prediction, Math.min(MAX_SHARE, CALM_FACTOR * share), nearCalm);
      calm = Math.min(Math.max(lower, (minimumVoices + 1) / 2), Math.max(count, minimumVoices));
    }
    return calm;
  }

  /**
   * P(X ≥ n) at or below this rings: the share divided by the number of looks that one window
   * length amounts to at the threshold.
   */
  double significance() {
    if (significance == UNKNOWN) {
      double limited = Math.min(MAX_SHARE, share);
      double tail = prediction.tail(count);
      double looks = Math.max(tail, (count - prediction.mean()) * prediction.mass(count)) / tail;
      significance = looks > 0 ? limited / looks : limited;
    }
    return significance;
  }

  /** Whether crossings of a count begin at most so often; mostly known without the tail. */
  private static boolean crossesAtMost(
      NegativeBinomial prediction, MassLadder masses, int n, double limit) {
    double mass = masses.mass(n);
    double crossings = (n - prediction.mean()) * mass;
    if (crossings > limit * (1 + NegativeBinomial.SLACK)) {
      return false;
    }
    if (crossings >= limit * (1 - NegativeBinomial.SLACK)) {
      mass = prediction.mass(n);
      crossings = (n - prediction.mean()) * mass;
    }
    return crossings <= limit && prediction.tailAtMost(n, mass, limit);
  }

  /**
   * The smallest count above the mean that is reached or exceeded with at most a probability.
   *
   * @param near a count that may be near it, above or below; decides nothing
   */
  static int smallestTail(NegativeBinomial prediction, double probability, int near) {
    MassLadder masses = new MassLadder(prediction);
    return smallest(prediction, near, n -> prediction.tailAtMost(n, masses.mass(n), probability));
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
