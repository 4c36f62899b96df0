package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import java.util.Arrays;

/**
 * Page's CUSUM for a Poisson process whose rates before and after a change are known: the sum of
 * log-likelihood ratios, never below 0. For a known change no procedure detects sooner at a given
 * false-alarm rate (Page 1954; Moustakides 1986). Each mention adds {@code ln(after/before)}, an
 * hour takes {@code after − before} away. With the floors of a rule it rings only when the last
 * hours hold enough voices and sources.
 */
final class Cusum {

  private final double up;
  private final double downPerMilli;
  private final Floors floors;
  private final long[] recent;
  private final long[] lastOf = new long[FalseAlarmCell.SOURCES];
  private int mentions;
  private double statistic;
  private long last;
  private boolean restarted;

  /**
   * What a rule asks for at least.
   *
   * @param voices mentions
   * @param sources distinct sources among them
   * @param span in so many milliseconds
   */
  record Floors(int voices, int sources, long span) {}

  /** At zero, at time 0; rates are per hour. */
  Cusum(double before, double after, Floors floors) {
    this.up = StrictMath.log(after / before);
    this.downPerMilli = (after - before) / Arrivals.HOUR;
    this.floors = floors;
    this.recent = new long[floors.voices()];
    Arrays.fill(recent, Long.MIN_VALUE / 2);
    Arrays.fill(lastOf, Long.MIN_VALUE / 2);
  }

  /** Takes a mention; times ascend. */
  void mention(long at, int source) {
    double left = statistic - downPerMilli * (at - last);
    restarted = left <= 0;
    statistic = Math.max(0, left) + up;
    last = at;
    recent[mentions % recent.length] = at;
    mentions++;
    lastOf[source] = at;
  }

  /** The statistic after the last mention. */
  double statistic() {
    return statistic;
  }

  /** Whether it had fallen to 0 before the last mention, so that a new cycle began with that. */
  boolean restarted() {
    return restarted;
  }

  /** Back to 0, as after an alarm. */
  void restart() {
    statistic = 0;
  }

  /** Whether the floors are met at the last mention. */
  boolean meetsFloors() {
    long since = last - floors.span();
    if (recent[mentions % recent.length] <= since) {
      return false;
    }
    int sources = 0;
    for (long of : lastOf) {
      sources += of > since ? 1 : 0;
    }
    return sources >= floors.sources();
  }
}
