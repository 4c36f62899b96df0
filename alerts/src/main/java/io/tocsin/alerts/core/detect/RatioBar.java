package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;

/**
 * What a ratio rule allows the timeframe that has just passed to count, given the timeframe before
 * it.
 *
 * @param ratio what the rule asks for
 * @param reference what was counted before
 * @param since when that was the timeframe before, milliseconds since the epoch: now, or when the
 *     alert began that it is kept for
 * @param minimumVoices the rule's floor: fewer than half of it are always calm
 */
record RatioBar(Rule.Ratio ratio, int reference, long since, int minimumVoices) implements Bar {

  /** What multiplying a number of a few digits can be off by. */
  private static final double ROUNDING = 1e-9;

  /** The count with which it is compared. */
  static int taken(int reference, int thresholdRef) {
    return Math.max(reference, thresholdRef);
  }

  /** The smallest count that rings. */
  static int threshold(int taken, double spikeHeight, int thresholdCur) {
    return Math.max(thresholdCur, times(taken, spikeHeight));
  }

  private static int times(int count, double factor) {
    return (int) StrictMath.ceil(count * factor - ROUNDING);
  }

  private int taken() {
    return taken(reference, ratio.thresholdRef());
  }

  @Override
  public int count() {
    return threshold(taken(), ratio.spikeHeight(), ratio.thresholdCur());
  }

  /** Half of the rise that rings, so that it does not flap; at least half of the floor. */
  @Override
  public int calm() {
    int lower = times(taken(), 1 + (ratio.spikeHeight() - 1) / 2);
    return Math.min(count(), Math.max(lower, (minimumVoices + 1) / 2));
  }

  @Override
  public double expected() {
    return taken();
  }

  @Override
  public double surprise(int observed) {
    return (double) count() / observed;
  }

  @Override
  public Decision decision(Reading reading, Decision.Asked asked, int sources) {
    int threshold = count();
    return new Decision(
        reading.windowMillis(),
        reading.observed(),
        expected(),
        1,
        0,
        0,
        1,
        threshold,
        reading.observed() >= threshold ? 0 : 1,
        0,
        reading.tally().posts(),
        reading.sources(sources),
        asked,
        new Decision.Ratio(
            reference, ratio.spikeHeight(), ratio.thresholdRef(), ratio.thresholdCur()));
  }
}
