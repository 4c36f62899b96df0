package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which threshold of a {@link Cusum} gives how many false alarms, by simulation without a change.
 * In each cycle (from one fall to 0 to the next) the highest value at which the floors were met is
 * noted; a threshold gives as many alarms as there are cycles that reach it. Where fewer than
 * {@link #ENOUGH} would, the threshold goes on from there by {@code ln} of what is missing: far out
 * the chance of a cycle to reach {@code h} falls as {@code e^−h} (Siegmund 1985, for log-likelihood
 * ratios).
 */
final class CusumCurve {

  private static final int KEPT = 1_000_000;
  private static final int ENOUGH = 100;

  private final double[] maxima;
  private final double hours;

  private CusumCurve(double[] maxima, double hours) {
    this.maxima = maxima;
    this.hours = hours;
  }

  /**
   * Simulates it.
   *
   * @param mentions how many mentions
   */
  static CusumCurve of(
      SplittableRandom random, double before, double after, Cusum.Floors floors, long mentions) {
    Cusum cusum = new Cusum(before, after, floors);
    Highest highest = new Highest();
    double time = 0;
    double max = 0;
    for (long i = 0; i < mentions; i++) {
      time += Arrivals.exponential(random) / before * Arrivals.HOUR;
      cusum.mention((long) time, random.nextInt(FalseAlarmCell.SOURCES));
      if (cusum.restarted()) {
        highest.add(max);
        max = 0;
      }
      if (cusum.statistic() > max && cusum.meetsFloors()) {
        max = cusum.statistic();
      }
    }
    highest.add(max);
    return new CusumCurve(highest.ascending(), time / Arrivals.HOUR);
  }

  /** The threshold that gives so many false alarms an hour; 0 where the floors alone give fewer. */
  double threshold(double alarmsPerHour) {
    double wanted = alarmsPerHour * hours;
    if (wanted >= maxima.length) {
      return 0;
    }
    if (wanted >= ENOUGH || maxima.length < ENOUGH) {
      return maxima[maxima.length - (int) Math.max(1, StrictMath.round(wanted))];
    }
    return maxima[maxima.length - ENOUGH] + StrictMath.log(ENOUGH / wanted);
  }

  /** The highest of many values. */
  private static final class Highest {
    private double[] values = new double[4_096];
    private int size;

    void add(double value) {
      if (value <= 0) {
        return;
      }
      if (size == 2 * KEPT) {
        Arrays.sort(values, 0, size);
        System.arraycopy(values, size - KEPT, values, 0, KEPT);
        size = KEPT;
      } else if (size == values.length) {
        values = Arrays.copyOf(values, Math.min(2 * KEPT, 2 * size));
      }
      values[size++] = value;
    }

    double[] ascending() {
      double[] ascending = Arrays.copyOf(values, size);
      Arrays.sort(ascending);
      return ascending;
    }
  }
}
