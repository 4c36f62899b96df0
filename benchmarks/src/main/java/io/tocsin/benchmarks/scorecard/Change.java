package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * How a rate changes.
 *
 * @param factor times the old rate in the end
 * @param rampMillis it takes so long to get there, in a straight line; 0: at once
 */
record Change(double factor, long rampMillis) {

  /** Steps and slow ramps. */
  static final List<Change> ALL =
      List.of(
          new Change(2, 0),
          new Change(3, 0),
          new Change(5, 0),
          new Change(10, 0),
          new Change(5, 6 * Arrivals.HOUR),
          new Change(5, 24 * Arrivals.HOUR));

  String title() {
    String times = "×" + (long) factor;
    return rampMillis == 0 ? times : times + " within " + rampMillis / Arrivals.HOUR + " h";
  }

  /** Times the old rate, so long after the change began. */
  double factorAfter(double millis) {
    return millis >= rampMillis ? factor : 1 + (factor - 1) * millis / rampMillis;
  }

  /** Mentions in a stretch of time, ascending. */
  void arrivals(
      SplittableRandom random, double rate, long began, long from, long to, LongConsumer out) {
    if (from - began >= rampMillis) {
      Arrivals.flat(random, rate * factor, from, to, out);
    } else {
      Arrivals.varying(
          random,
          time -> rate * factorAfter((double) (time - began)),
          rate * factor,
          from,
          to,
          out);
    }
  }
}
