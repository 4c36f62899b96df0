package io.tocsin.ingest.core.sources;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far values that are 1 on the average, or less, go beyond {@link #THRESHOLD}: gaps in units of
 * what is expected in them, hours in units of what is usual.
 *
 * <p>Peaks over a threshold {@code u} (Davison and Smith 1990) with exponential excesses of mean
 * 1/θ. θ is gamma-distributed and forgets towards its prior, so the next excess is larger than
 * {@code y} with probability {@code (b/(b+y))^a} (Lomax), with {@code a} and {@code b} the prior's
 * plus the discounted number and sum of the excesses seen. With {@code N} of them in a time, the
 * value that is exceeded once in that time is
 *
 * <pre>u + b·(N^(1/a) − 1)</pre>
 *
 * For gaps between single posts of a steady source that is about ln of their number; for posts in
 * bursts it follows the pauses between bursts.
 */
final class Excesses {
  /** What is less far beyond the usual says nothing of what is far beyond it. */
  static final double THRESHOLD = 2;

  private static final double PRIOR_NUMBER = 2;
  private static final double PRIOR_SUM = 3;

  /** Half is forgotten after 28 days. */
  private static final double RETENTION = StrictMath.pow(0.5, 1.0 / (28 * 24));

  /** No value is believed that is larger: a first night may look endless. */
  private static final double LARGEST = 10_000;

  private double number;
  private double sum;
  private double time;

  /** Takes a value. */
  void add(double value) {
    if (value > THRESHOLD) {
      number++;
      sum += Math.min(LARGEST, value) - THRESHOLD;
    }
  }

  /** An hour has passed, which counts up to 1. */
  void pass(double weight) {
    number *= RETENTION;
    sum *= RETENTION;
    time = RETENTION * time + weight * Rhythm.HOUR;
  }

  /**
   * The value that is exceeded once in a time.
   *
   * @param window that time, in milliseconds
   * @param least no smaller one is given
   */
  double exceededOnceIn(double window, double least) {
    double often = Math.max(1, (number + 1) * window / (time + Rhythm.DAY));
    double a = PRIOR_NUMBER + number;
    double b = PRIOR_SUM + sum;
    return Math.max(least, THRESHOLD + b * (StrictMath.pow(often, 1 / a) - 1));
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(number);
    out.writeDouble(sum);
    out.writeDouble(time);
  }

  void readFrom(DataInput in) throws IOException {
    number = in.readDouble();
    sum = in.readDouble();
    time = in.readDouble();
  }
}
