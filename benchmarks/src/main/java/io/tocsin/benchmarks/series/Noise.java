package io.tocsin.benchmarks.series;

import static io.tocsin.benchmarks.series.Arrivals.DAY;
import static io.tocsin.benchmarks.series.Arrivals.HOUR;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/** Streams in which nothing happens that anybody should be woken for. */
public enum Noise {
  /** A Poisson process. */
  FLAT("flat") {
    @Override
    void fill(Draft draft) {
      Arrivals.flat(draft.random, draft.rate, 0, draft.end, draft.times::add);
    }
  },
  /** Each hour has a rate of its own: gamma of shape 4. */
  GAMMA_HOURS("rate differs by the hour (gamma 4)") {
    @Override
    void fill(Draft draft) {
      draft.mixed(HOUR);
    }
  },
  /** Each day has a rate of its own: gamma of shape 4. */
  GAMMA_DAYS("rate differs by the day (gamma 4)") {
    @Override
    void fill(Draft draft) {
      draft.mixed(DAY);
    }
  },
  /** Nights have a ninth of the rate of days. */
  DAILY("daily rhythm 1:9") {
    @Override
    void fill(Draft draft) {
      draft.rhythmic(Noise::ofDay, 1.8);
    }
  },
  /** The same, and weekends at less than half of the working days. */
  WEEKLY("daily rhythm and weekdays") {
    @Override
    void fill(Draft draft) {
      draft.rhythmic(time -> ofDay(time) * (time / DAY % 7 >= 5 ? 0.5 : 1.2), 1.8 * 1.2);
    }
  },
  /** Four posts on average within 20 minutes, then nothing. */
  CLUMPS("clumps of 4 in 20 min") {
    @Override
    void fill(Draft draft) {
      Arrivals.flat(draft.random, draft.rate / 4, 0, draft.end, draft::clump);
    }
  },
  /** All is seen when one poller looks: every 20 to 60 minutes, now and then not for 2 to 6 h. */
  POLLED("polled every 20 to 60 min, gaps of 2 to 6 h") {
    @Override
    void fill(Draft draft) {
      Times made = new Times();
      Arrivals.flat(draft.random, draft.rate, 0, draft.end, made::add);
      draft.poll(made.sorted());
    }
  },
  /** Clumps that are seen when one poller looks. */
  POLLED_CLUMPS("clumps of 4, polled, gaps") {
    @Override
    void fill(Draft draft) {
      Draft made = new Draft(draft.random, draft.rate, draft.end);
      CLUMPS.fill(made);
      draft.poll(made.times.sorted());
    }
  },
  /** Flat; every 20 days 6 to 48 hours at 10 to 30 times the rate, which are not counted. */
  POST_CRISIS("flat, after crises of 6 to 48 h at 10 to 30 times") {
    @Override
    void fill(Draft draft) {
      FLAT.fill(draft);
      for (long day = 16; day < draft.end / DAY - 2; day += 20) {
        draft.crisis(day * DAY + draft.random.nextLong(DAY));
      }
    }
  };

  /** After an event has ended it may still be rung for so long: 6 hours, in milliseconds. */
  public static final long AFTERMATH = 6 * HOUR;

  private final String title;

  Noise(String title) {
    this.title = title;
  }

  /** What it is, for a table. */
  public String title() {
    return title;
  }

  abstract void fill(Draft draft);

  /**
   * One series.
   *
   * @param random where its chance comes from
   * @param rate mentions an hour on average, apart from events
   * @param days how long it is; it begins at 0
   */
  public Series series(SplittableRandom random, double rate, int days) {
    Draft draft = new Draft(random, rate, days * DAY);
    fill(draft);
    return new Series(draft.times.sorted(), draft.events);
  }

  private static double ofDay(long time) {
    return 1 - 0.8 * StrictMath.cos(time / HOUR % 24 * StrictMath.PI / 12);
  }

  /** A series that is being made. */
  private static final class Draft {
    final SplittableRandom random;
    final double rate;
    final long end;
    final Times times = new Times();
    final List<Stretch> events = new ArrayList<>();

    Draft(SplittableRandom random, double rate, long end) {
      this.random = random;
      this.rate = rate;
      this.end = end;
    }

    void mixed(long length) {
      for (long from = 0; from < end; from += length) {
        double own = rate * Arrivals.gamma4(random);
        Arrivals.flat(random, own, from, Math.min(end, from + length), times::add);
      }
    }

    void rhythmic(LongToDoubleFunction factor, double highest) {
      Arrivals.varying(
          random, time -> rate * factor.applyAsDouble(time), rate * highest, 0, end, times::add);
    }

    void clump(long time) {
      times.add(time);
      while (random.nextDouble() < 0.75) {
        times.add(Math.min(end - 1, time + random.nextLong(HOUR / 3)));
      }
    }

    void poll(long[] made) {
      long poll = 0;
      for (long time : made) {
        while (poll < time) {
          poll += HOUR / 3 + random.nextLong(2 * HOUR / 3);
          if (random.nextInt(50) == 0) {
            poll += 2 * HOUR + random.nextLong(4 * HOUR);
          }
        }
        if (poll < end) {
          times.add(poll);
        }
      }
    }

    void crisis(long from) {
      long to = from + 6 * HOUR + random.nextLong(42 * HOUR);
      double factor = 10 + random.nextInt(20);
      Arrivals.flat(random, rate * (factor - 1), from, Math.min(end, to), times::add);
      events.add(new Stretch(from, to + AFTERMATH));
    }
  }
}
