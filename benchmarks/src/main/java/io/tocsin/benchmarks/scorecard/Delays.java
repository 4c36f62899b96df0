package io.tocsin.benchmarks.scorecard;

import java.util.Arrays;

/**
 * Delays of many changes.
 *
 * @param millis each, or {@link #MISSED}; not to be changed
 * @param horizon how long was waited
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Delays(long[] millis, long horizon) {

  /** The delay of a change that was not seen within the horizon. */
  static final long MISSED = Long.MAX_VALUE;

  private static final long MINUTE = 60_000;

  /** Changes that were not seen. */
  int misses() {
    return (int) Arrays.stream(millis).filter(delay -> delay == MISSED).count();
  }

  /** The mean in minutes, a miss counted as the horizon; NaN of none. */
  double meanMinutes() {
    return Arrays.stream(millis).mapToDouble(delay -> Math.min(delay, horizon)).sum()
        / millis.length
        / MINUTE;
  }

  /** The median in minutes, a miss counted as the horizon; NaN of none. */
  double medianMinutes() {
    if (millis.length == 0) {
      return Double.NaN;
    }
    long[] sorted = millis.clone();
    Arrays.sort(sorted);
    double low = Math.min(horizon, sorted[(sorted.length - 1) / 2]);
    double high = Math.min(horizon, sorted[sorted.length / 2]);
    return (low + high) / 2 / MINUTE;
  }

  /** The full minute at or after a time: decisions are read at ticks. At least one minute. */
  static long upToMinute(long millis) {
    return Math.max(1, Math.floorDiv(millis + MINUTE - 1, MINUTE)) * MINUTE;
  }
}
