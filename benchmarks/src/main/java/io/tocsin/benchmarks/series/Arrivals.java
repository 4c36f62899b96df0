package io.tocsin.benchmarks.series;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.function.LongToDoubleFunction;

/** Poisson processes. Rates are per hour, times in milliseconds. */
public final class Arrivals {

  /** An hour in milliseconds. */
  public static final long HOUR = 3_600_000;

  /** A day in milliseconds. */
  public static final long DAY = 24 * HOUR;

  private Arrivals() {}

  /** A number from the exponential distribution of mean 1, by inversion. */
  public static double exponential(SplittableRandom random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  /** A number from the gamma distribution of shape 4 and mean 1: a relative deviation of a half. */
  public static double gamma4(SplittableRandom random) {
    return (exponential(random) + exponential(random) + exponential(random) + exponential(random))
        / 4;
  }

  /** Arrivals of a constant rate in {@code [from, to)}, ascending. */
  public static void flat(
      SplittableRandom random, double rate, long from, long to, LongConsumer out) {
    if (rate <= 0) {
      return;
    }
    double time = from + exponential(random) / rate * HOUR;
    while (time < to) {
      out.accept((long) time);
      time += exponential(random) / rate * HOUR;
    }
  }

  /**
   * Arrivals of a rate that varies, ascending, by thinning (Lewis and Shedler 1979).
   *
   * @param rate the rate at a time in milliseconds; never above {@code peak}
   */
  public static void varying(
      SplittableRandom random,
      LongToDoubleFunction rate,
      double peak,
      long from,
      long to,
      LongConsumer out) {
    flat(
        random,
        peak,
        from,
        to,
        time -> {
          if (random.nextDouble() * peak < rate.applyAsDouble(time)) {
            out.accept(time);
          }
        });
  }
}
