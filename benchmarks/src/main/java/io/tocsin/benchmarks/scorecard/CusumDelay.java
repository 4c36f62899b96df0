package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import java.util.SplittableRandom;

/**
 * How long a {@link Cusum} takes to see a change that comes when it has long been running.
 *
 * @param rate mentions an hour before the change
 * @param change what happens
 * @param floors of the rule
 * @param horizon a change not seen after so many milliseconds is missed
 */
record CusumDelay(double rate, Change change, Cusum.Floors floors, long horizon) {

  private static final int MENTIONS_BEFORE = 500;

  /** Delays of a number of changes with a threshold. */
  Delays measure(SplittableRandom random, double threshold, int runs) {
    long[] delays = new long[runs];
    for (int i = 0; i < runs; i++) {
      delays[i] = delay(random, threshold);
    }
    return new Delays(delays, horizon);
  }

  private long delay(SplittableRandom random, double threshold) {
    Cusum cusum = new Cusum(rate, rate * change.factor(), floors);
    long before = (long) (MENTIONS_BEFORE / rate * Arrivals.HOUR);
    long began = Delays.upToMinute(Math.max(floors.span(), before));
    Arrivals.flat(
        random,
        rate,
        0,
        began,
        time -> {
          if (rings(cusum, random, time, threshold)) {
            cusum.restart();
          }
        });
    return follow(cusum, random, began, threshold);
  }

  private long follow(Cusum cusum, SplittableRandom random, long began, double threshold) {
    double highest = rate * change.factor();
    double time = began;
    while (true) {
      time += Arrivals.exponential(random) / highest * Arrivals.HOUR;
      if (time >= began + (double) horizon) {
        return Delays.MISSED;
      }
      double now = rate * change.factorAfter(time - began);
      if (random.nextDouble() * highest < now && rings(cusum, random, (long) time, threshold)) {
        return Delays.upToMinute((long) time - began);
      }
    }
  }

  private static boolean rings(Cusum cusum, SplittableRandom random, long at, double threshold) {
    cusum.mention(at, random.nextInt(FalseAlarmCell.SOURCES));
    return cusum.statistic() >= threshold && cusum.meetsFloors();
  }
}
