package io.tocsin.benchmarks.sources;

import static io.tocsin.benchmarks.series.Arrivals.DAY;
import static io.tocsin.benchmarks.series.Arrivals.HOUR;

import io.tocsin.benchmarks.series.Arrivals;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.function.LongToDoubleFunction;

/** Kinds of sources as news has them. Rates are posts an hour, times milliseconds. */
@SuppressWarnings("ImmutableEnumChecker") // the shapes are functions without state
enum SourceKind {
  /** A sensor: never sleeps. */
  STEADY(12, 0, time -> 1, 1),
  /** A large site: two posts a minute by day, less by night. */
  WIRE(120, 0, SourceKind::dayAndNight, 1),
  /** A newsroom: day, night and weekend. */
  NEWSROOM(8, 0, time -> dayAndNight(time) * weekend(time), 1),
  /** Live blogs: bursts of some 8 posts in 20 minutes, hours between them. */
  BURSTS(0.25, 20.0 / 60, time -> dayAndNight(time) * weekend(time), 8),
  /** A feed that is looked at every 15 minutes: what was published since comes at once. */
  POLLED(4, 0, SourceKind::dayAndNight, 1),
  /** An office: working hours of working days and nothing else. */
  OFFICE(4, 0, SourceKind::workingHours, 1),
  /** A column: one or two posts a day. */
  SPARSE(1.5 / 24, 0, SourceKind::dayAndNight, 1);

  private static final long POLL = HOUR / 4;

  private final double rate;
  private final double burst;
  private final LongToDoubleFunction shape;
  private final int posts;

  SourceKind(double rate, double burst, LongToDoubleFunction shape, int posts) {
    this.rate = rate;
    this.burst = burst;
    this.shape = shape;
    this.posts = posts;
  }

  private static double hour(long time) {
    return Math.floorMod(time, DAY) / (double) HOUR;
  }

  private static int weekday(long time) {
    return (int) Math.floorMod(Math.floorDiv(time, DAY) + 3, 7L);
  }

  private static double dayAndNight(long time) {
    return Math.max(0.04, 1 - StrictMath.cos(2 * Math.PI * (hour(time) - 2) / 24));
  }

  private static double weekend(long time) {
    return weekday(time) < 5 ? 1 : 0.4;
  }

  private static double workingHours(long time) {
    boolean works = weekday(time) < 5 && hour(time) >= 8 && hour(time) < 18;
    return works ? 1 : 0;
  }

  /** Times of the posts of one source in {@code [from, to)}, ascending. */
  long[] posts(SplittableRandom random, long from, long to) {
    return posts(random, from, to, 1);
  }

  /** The same at a multiple of its rate. */
  long[] posts(SplittableRandom random, long from, long to, double times) {
    Times collected = new Times();
    LongConsumer sink = burst == 0 ? collected : start -> addBurst(random, start, to, collected);
    double peak = rate * times;
    Arrivals.varying(random, time -> peak * shape.applyAsDouble(time), 2 * peak, from, to, sink);
    long[] sorted = collected.sorted();
    return this == POLLED ? Arrays.stream(sorted).map(SourceKind::polled).toArray() : sorted;
  }

  private static long polled(long time) {
    return (Math.floorDiv(time, POLL) + 1) * POLL;
  }

  private void addBurst(SplittableRandom random, long start, long to, LongConsumer out) {
    double time = start;
    for (int i = 0; i < posts && time < to; i++) {
      out.accept((long) time);
      time += Arrivals.exponential(random) * burst * HOUR / posts;
    }
  }

  /** Times that come in any order. */
  private static final class Times implements LongConsumer {
    private long[] times = new long[64];
    private int size;

    @Override
    public void accept(long time) {
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
      }
      times[size++] = time;
    }

    long[] sorted() {
      long[] sorted = Arrays.copyOf(times, size);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
