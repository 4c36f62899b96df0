package io.tocsin.ingest.core.sources;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many minutes of an hour bring posts of a source when all is as usual.
 *
 * <p>The rate is gamma-distributed and forgets exponentially towards its prior (West and Harrison
 * 1997, ch. 2 and 10). An hour with {@code n} such minutes gives
 *
 * <pre>
 * shape    ← shape₀    + ρ·(shape − shape₀)       + w·n
 * exposure ← exposure₀ + ρ·(exposure − exposure₀) + w·f·hour      ρ = 2^(−hour/7 days)
 * </pre>
 *
 * where {@code f} is how much is usual in that hour, relative to the average: the factor of the
 * hour of the day times that of the weekday, in UTC (multiplicative seasonality, Winters 1960). A
 * factor is {@code (κ + seen)/(κ + even)}: minutes seen in its hours against those of an even rate,
 * each with forgetting, with a gamma prior of mean 1 and shape κ. Everything is {@link StrictMath}
 * in a fixed order.
 */
final class Rhythm {
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;

  private static final int HOURS = 24;
  private static final int WEEKDAYS = 7;

  /** 1 January 1970 was a Thursday, the fourth day of a week that begins with Monday. */
  private static final int EPOCH_WEEKDAY = 3;

  private static final double PRIOR_SHAPE = 0.5;
  private static final double PRIOR_EXPOSURE = 6.0 * HOUR;
  private static final double RETENTION = StrictMath.pow(0.5, 1.0 / (7 * HOURS));

  /** How many minutes the assumption weighs that an hour is like any other. */
  private static final double SHRINKAGE = 4;

  /** Half of what an hour of the day was is forgotten in 14 days, of a weekday in 4 weeks. */
  private static final double HOUR_RETENTION = StrictMath.pow(0.5, 1.0 / 14);

  private static final double WEEKDAY_RETENTION = StrictMath.pow(0.5, 1.0 / (4 * HOURS));

  /** No hour is believed to be without posts altogether, nor to be all there is. */
  private static final double LEAST_FACTOR = 0.02;

  private static final double LARGEST_FACTOR = 50;

  private final float[] seen = new float[HOURS + WEEKDAYS];
  private final float[] even = new float[HOURS + WEEKDAYS];
  private double shape = PRIOR_SHAPE;
  private double exposure = PRIOR_EXPOSURE;

  /** The beginning of the hour in which a time lies. */
  static long hourOf(long time) {
    return Math.floorDiv(time, HOUR) * HOUR;
  }

  private static int hourCell(long time) {
    return (int) Math.floorMod(Math.floorDiv(time, HOUR), (long) HOURS);
  }

  private static int weekdayCell(long time) {
    return HOURS + (int) Math.floorMod(Math.floorDiv(time, DAY) + EPOCH_WEEKDAY, (long) WEEKDAYS);
  }

  private double cell(int cell) {
    double factor = (SHRINKAGE + seen[cell]) / (SHRINKAGE + even[cell]);
    return Math.min(LARGEST_FACTOR, Math.max(LEAST_FACTOR, factor));
  }

  /** How much is usual at a time, relative to the average. */
  double factor(long time) {
    return Math.max(LEAST_FACTOR, cell(hourCell(time)) * cell(weekdayCell(time)));
  }

  /** Minutes with posts in a millisecond, on the average. */
  double rate() {
    return shape / exposure;
  }

  /** How many minutes with posts are expected between two times. */
  double expected(long from, long to) {
    double sum = 0;
    long time = from;
    while (time < to) {
      long next = Math.min(to, hourOf(time) + HOUR);
      sum += (next - time) * factor(time);
      time = next;
    }
    return rate() * sum;
  }

  /**
   * When so many minutes with posts are expected, counted from a time.
   *
   * @param horizon the last time that is looked at
   * @return {@link Long#MAX_VALUE} if it is later than the horizon
   */
  long reach(long from, double target, long horizon) {
    double left = target / rate();
    long time = from;
    while (time < horizon) {
      long next = hourOf(time) + HOUR;
      double factor = factor(time);
      double here = (next - time) * factor;
      if (here >= left) {
        return time + (long) StrictMath.ceil(left / factor);
      }
      left -= here;
      time = next;
    }
    return Long.MAX_VALUE;
  }

  /**
   * Learns from an hour.
   *
   * @param hour its beginning
   * @param active minutes of it with posts
   * @param weight how much it counts, up to 1
   */
  void absorb(long hour, int active, double weight) {
    double factor = factor(hour);
    if (exposure - PRIOR_EXPOSURE >= 0.9 * DAY) {
      int hourCell = hourCell(hour);
      int weekdayCell = weekdayCell(hour);
      double evenly = weight * rate() * HOUR;
      double forHour = evenly * cell(weekdayCell);
      double forWeekday = evenly * cell(hourCell);
      learn(hourCell, HOUR_RETENTION, weight * active, forHour);
      learn(weekdayCell, WEEKDAY_RETENTION, weight * active, forWeekday);
    }
    shape = PRIOR_SHAPE + RETENTION * (shape - PRIOR_SHAPE) + weight * active;
    exposure = PRIOR_EXPOSURE + RETENTION * (exposure - PRIOR_EXPOSURE) + weight * factor * HOUR;
  }

  private void learn(int cell, double retention, double active, double evenly) {
    seen[cell] = (float) (retention * seen[cell] + active);
    even[cell] = (float) (retention * even[cell] + evenly);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(shape);
    out.writeDouble(exposure);
    for (int i = 0; i < seen.length; i++) {
      out.writeFloat(seen[i]);
      out.writeFloat(even[i]);
    }
  }

  void readFrom(DataInput in) throws IOException {
    shape = in.readDouble();
    exposure = in.readDouble();
    for (int i = 0; i < seen.length; i++) {
      seen[i] = in.readFloat();
      even[i] = in.readFloat();
    }
  }
}
