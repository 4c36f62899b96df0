package io.tocsin.alerts.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * When a key is named: how much of its rate belongs to each hour of the day and to each day of the
 * week, in UTC. The factor of a moment is that of its hour times that of its weekday
 * (multiplicative seasonality: Winters 1960; two of them: Taylor 2003); 1 on the average, and 1
 * throughout while nothing else can be shown.
 *
 * <p>It enters the forecast as <em>effective time</em>: a bucket of factor 1.5 is as good as 15
 * minutes of the average, a window is as long as the factors within it add up to. The arithmetic of
 * gamma and Poisson stays as it is.
 *
 * <p>Each profile learns from what was counted and what a day of even rate would have given, with
 * forgetting, and is shrunk as far as its cells differ no more than chance lets them, see {@link
 * Profile#estimate}.
 */
final class Season {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final int HOURS = 24;
  private static final int WEEKDAYS = 7;

  /** 1 January 1970 was a Thursday, the fourth day of a week that begins with Monday. */
  private static final int EPOCH_WEEKDAY = 3;

  /** No profile is learnt before the rate has been watched for so long: a day, in milliseconds. */
  private static final double WATCHED_MILLIS = 0.99 * DAY;

  private final Profile hours = new Profile(HOURS, HOUR, DAY);
  private final Profile days = new Profile(WEEKDAYS, DAY, WEEKDAYS * DAY);
  private float rate;

  private static int hourOf(long time) {
    return (int) Math.floorMod(Math.floorDiv(time, HOUR), (long) HOURS);
  }

  private static int weekdayOf(long time) {
    return (int) Math.floorMod(Math.floorDiv(time, DAY) + EPOCH_WEEKDAY, (long) WEEKDAYS);
  }

  /** How much is usual at a moment, relative to the average. */
  double factor(long time) {
    return hours.factor(hourOf(time)) * days.factor(weekdayOf(time));
  }

  /** How much is usual in a stretch of time, relative to an average one of its length. */
  double factor(long from, long to) {
    if (isFlat()) {
      return 1;
    }
    double sum = 0;
    long time = from;
    while (time < to) {
      long next = Math.min(to, (Math.floorDiv(time, HOUR) + 1) * HOUR);
      sum += (next - time) * factor(time);
      time = next;
    }
    return sum / (to - from);
  }

  private boolean isFlat() {
    return hours.isFlat() && days.isFlat();
  }

  /**
   * Begins a bucket; the first of a day estimates both profiles anew.
   *
   * @param voices voices that the rate is known from, without those of its prior
   * @param watched effective time that it is known from, in milliseconds
   */
  void begin(long start, double voices, double watched) {
    if (Math.floorMod(start, DAY) == 0) {
      hours.estimate();
      days.estimate();
      rate = watched < WATCHED_MILLIS ? 0 : (float) (voices / watched);
    }
  }

  /**
   * Learns from a bucket.
   *
   * @param weight how much it counts
   * @param voices what was counted in it
   * @param expected what was expected, all factors included
   * @param coverage the other factor of the bucket
   */
  void absorb(long start, double weight, int voices, double expected, double coverage) {
    if (rate == 0) {
      return;
    }
    int hour = hourOf(start);
    int weekday = weekdayOf(start);
    double even = weight * coverage * rate * Forecast.BUCKET_MILLIS;
    double evenHour = even * days.factor(weekday);
    double evenDay = even * hours.factor(hour);
    hours.absorb(hour, weight * voices, evenHour, weight * expected);
    days.absorb(weekday, weight * voices, evenDay, weight * expected);
  }

  void writeTo(DataOutput out) throws IOException {
    hours.writeTo(out);
    days.writeTo(out);
    out.writeFloat(rate);
  }

  void readFrom(DataInput in) throws IOException {
    hours.readFrom(in);
    days.readFrom(in);
    rate = in.readFloat();
  }

  /** The factors of the parts of a cycle. Numbers are kept as they are written, in single. */
  private static final class Profile {

    private static final double MAX_FACTOR = 20;

    private final int buckets;
    private final double retention;
    private final double blockRetention;

    /** Of each cell, side by side, what was seen and what an even rate would have given. */
    private final float[] cells;

    private float trust;
    private float scale = 1;
    private float squaredErrors;
    private float variances;
    private int filled;
    private float blockVoices;
    private float blockExpected;

    /**
     * A flat one.
     *
     * @param cells parts of the cycle
     * @param part length of a part in milliseconds
     * @param cycle length of the cycle in milliseconds
     */
    Profile(int cells, long part, long cycle) {
      buckets = (int) (part / Forecast.BUCKET_MILLIS);
      double half = Forecast.SLOW_HALF_LIFE_MILLIS;
      retention = StrictMath.pow(0.5, cycle / half / buckets);
      blockRetention = StrictMath.pow(0.5, part / half);
      this.cells = new float[2 * cells];
    }

    private float seen(int cell) {
      return cells[2 * cell];
    }

    private float even(int cell) {
      return cells[2 * cell + 1];
    }

    boolean isFlat() {
      return trust == 0;
    }

    double factor(int cell) {
      if (trust == 0) {
        return 1;
      }
      double factor = (1 + trust * seen(cell)) / (1 + trust * (scale * even(cell)));
      return Math.min(MAX_FACTOR, Math.max(1 / MAX_FACTOR, factor));
    }

    void absorb(int cell, double voices, double evenly, double expected) {
      cells[2 * cell] = (float) (retention * seen(cell) + voices);
      cells[2 * cell + 1] = (float) (retention * even(cell) + evenly);
      blockVoices = (float) (blockVoices + voices);
      blockExpected = (float) (blockExpected + expected);
      filled++;
      if (filled == buckets) {
        double error = blockVoices - blockExpected;
        squaredErrors = (float) (blockRetention * squaredErrors + error * error);
        variances = (float) (blockRetention * variances + blockExpected);
        filled = 0;
        blockVoices = 0;
        blockExpected = 0;
      }
    }

    /** How much the counts of a part vary, in variances of a Poisson process. */
    private double dispersion() {
      double prior = Forecast.PRIOR_DISPERSION_WEIGHT;
      return Math.max(1, (prior * Forecast.PRIOR_DISPERSION + squaredErrors) / (prior + variances));
    }

    /**
     * Estimates how far the cells can be believed. With {@code N} voices seen in a cell, {@code E}
     * of an even rate that gives as many in all, and a dispersion φ, true factors of mean 1 and
     * variance τ² make {@code Σ(N − E)²} as large as {@code φ·ΣE + τ²·ΣE²}. That gives τ², and a
     * factor its posterior mean, when factors are gamma-distributed (empirical Bayes: Clayton and
     * Kaldor 1987; Marshall 1991):
     *
     * <pre>(1 + N·τ²/φ) / (1 + E·τ²/φ)</pre>
     */
    void estimate() {
      double voices = 0;
      double evenly = 0;
      for (int i = 0; i < cells.length; i += 2) {
        voices += cells[i];
        evenly += cells[i + 1];
      }
      trust = 0;
      scale = 1;
      if (voices > 0 && evenly > 0) {
        scale = (float) (voices / evenly);
        trust = (float) (Math.max(0, variance(voices)) / dispersion());
      }
    }

    private double variance(double voices) {
      double squares = 0;
      double expectedSquares = 0;
      for (int i = 0; i < cells.length; i += 2) {
        double expected = scale * cells[i + 1];
        double error = cells[i] - expected;
        squares += error * error;
        expectedSquares += expected * expected;
      }
      return (squares - dispersion() * voices) / expectedSquares;
    }

    void writeTo(DataOutput out) throws IOException {
      for (float cell : cells) {
        out.writeFloat(cell);
      }
      out.writeFloat(trust);
      out.writeFloat(scale);
      out.writeFloat(squaredErrors);
      out.writeFloat(variances);
      out.writeByte(filled);
      out.writeFloat(blockVoices);
      out.writeFloat(blockExpected);
    }

    void readFrom(DataInput in) throws IOException {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = in.readFloat();
      }
      trust = in.readFloat();
      scale = in.readFloat();
      squaredErrors = in.readFloat();
      variances = in.readFloat();
      filled = in.readUnsignedByte();
      blockVoices = in.readFloat();
      blockExpected = in.readFloat();
    }
  }
}
