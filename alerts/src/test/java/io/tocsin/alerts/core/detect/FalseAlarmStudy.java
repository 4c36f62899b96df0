package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Counts false alarms on streams in which nothing happens, and prints the table of
 * docs/detection.md. Run by hand: 56 series at rates up to 1 an hour take some minutes.
 */
final class FalseAlarmStudy {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final int WARM_UP_DAYS = 14;
  private static final int SOURCES = 8;
  private static final int UNEVEN_SOURCES = 20;
  private static final Map<String, Rule> RULES =
      Map.of(
          "voice", rule().build(),
          "source", rule().countBy(Rule.CountBy.SOURCE).build(),
          "ratio", rule().ratio(3, Duration.ofHours(2)).build());

  private final Rule rule;
  private final boolean unevenSources;

  private FalseAlarmStudy(String kind) {
    rule = RULES.getOrDefault(kind, rule().build());
    unevenSources = kind.equals("source");
  }

  private static Rules.Builder rule() {
    return Rules.rule("study").budget(1, Duration.ofDays(30)).minimum(3, 2);
  }

  /**
   * A kind of noise.
   *
   * @param quiet beginnings and ends of the stretches that are not counted, because something
   *     happens in them
   * @param times times of mentions of one series, ascending, in milliseconds
   */
  private record Noise(
      String name, List<long[]> quiet, Function<SplittableRandom, List<Long>> times) {

    Noise(String name, Function<SplittableRandom, List<Long>> times) {
      this(name, List.of(), times);
    }

    boolean counts(long time) {
      return quiet.stream().noneMatch(stretch -> time >= stretch[0] && time < stretch[1]);
    }
  }

  /** What a series gave: alerts opened before and after the warm-up. */
  private record Outcome(int cold, int warm) {}

  /**
   * Prints a table.
   *
   * @param args series, days, rates per hour, and the rule: voice, source or ratio. Where sources
   *     count there are 20 of them, of which few write much
   */
  public static void main(String[] args) {
    FalseAlarmStudy study = new FalseAlarmStudy(args.length > 3 ? args[3] : "voice");
    int series = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    int days = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    double[] rates =
        args.length > 2
            ? Arrays.stream(args[2].split(",")).mapToDouble(Double::parseDouble).toArray()
            : new double[] {0.01, 0.1, 1, 10, 100};
    System.out.println(
        "| noise | rate /h | series-days | opened | per 30 d | bound | in the first 14 d, per series |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (double rate : rates) {
      for (Noise noise : noises(rate, days)) {
        study.print(noise, rate, series, days);
      }
    }
  }

  private void print(Noise noise, double rate, int series, int days) {
    int cold = 0;
    int warm = 0;
    for (int i = 0; i < series; i++) {
      Outcome outcome = run(noise, noise.times().apply(new SplittableRandom(1_000L + i)), days);
      cold += outcome.cold();
      warm += outcome.warm();
    }
    long silenced = noise.quiet().stream().mapToLong(stretch -> stretch[1] - stretch[0]).sum();
    double counted = series * (days - WARM_UP_DAYS - silenced / (double) DAY);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.0f | %d | %.2f | %.2f | %.2f |%n",
        noise.name(),
        rate,
        counted,
        warm,
        30.0 * warm / counted,
        30.0 * upperBound(warm) / counted,
        (double) cold / series);
  }

  /** The one-sided 95 % upper bound of a Poisson mean of which so many were seen. */
  private static double upperBound(int seen) {
    double low = seen;
    double high = seen + 10 + 5 * StrictMath.sqrt(seen + 1);
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      double term = StrictMath.exp(-middle);
      double sum = term;
      for (int n = 1; n <= seen; n++) {
        term *= middle / n;
        sum += term;
      }
      low = sum > 0.05 ? middle : low;
      high = sum > 0.05 ? high : middle;
    }
    return low;
  }

  private Outcome run(Noise noise, List<Long> times, int days) {
    int[] opened = new int[2];
    DetectStage stage =
        new DetectStage(id -> rule, new InMemoryPendingMentions(), new InMemoryKeyStates());
    SplittableRandom random = new SplittableRandom(times.size());
    for (int i = 0; i < times.size(); i++) {
      stage.hold(mention(i, times.get(i), random));
    }
    stage.advance(
        Rules.START + days * DAY,
        output -> {
          if (output instanceof AlertEvent event
              && event.type() == AlertEvent.Type.OPENED
              && noise.counts(event.at())) {
            opened[event.at() < Rules.START + WARM_UP_DAYS * DAY ? 0 : 1]++;
          }
        });
    return new Outcome(opened[0], opened[1]);
  }

  private MentionEvent mention(int number, long time, SplittableRandom random) {
    int source =
        unevenSources
            ? (int) (UNEVEN_SOURCES * random.nextDouble() * random.nextDouble())
            : random.nextInt(SOURCES);
    return Rules.mention(rule, "", "s" + source, "p" + number, time);
  }

  private static List<Noise> noises(double rate, int days) {
    double[] even = new double[24];
    Arrays.fill(even, 1);
    double[] rhythm =
        IntStream.range(0, 24)
            .mapToDouble(h -> 1 - 0.8 * StrictMath.cos(h * StrictMath.PI / 12))
            .toArray();
    return List.of(
        new Noise("flat", random -> arrivals(random, rate, days, even)),
        new Noise("daily rhythm 1:9", random -> arrivals(random, rate, days, rhythm)),
        new Noise(
            "clumps of 4 in 20 min",
            random -> clumps(random, arrivals(random, rate / 4, days, even))),
        new Noise("the same, weekends half", random -> weekly(random, rate, days, rhythm)),
        new Noise("gamma rate, new each day", random -> varying(random, rate, days, DAY)),
        new Noise("gamma rate, new each hour", random -> varying(random, rate, days, HOUR)),
        new Noise(
            "quiet after crises (one in 20 days)",
            crises(days, 6 * HOUR),
            random -> withCrises(random, arrivals(random, rate, days, even), rate, days)),
        new Noise(
            "polled every 20 to 60 min, gaps",
            random -> polled(random, arrivals(random, rate, days, even))));
  }

  private static List<Long> arrivals(
      SplittableRandom random, double rate, int days, double[] byHour) {
    double peak = Arrays.stream(byHour).max().orElse(1) * rate;
    List<Long> times = new ArrayList<>();
    double time = 0;
    while (true) {
      time += -StrictMath.log(1 - random.nextDouble()) / peak * HOUR;
      if (time >= days * (double) DAY) {
        return times;
      }
      int hour = (int) (time / HOUR % 24);
      if (random.nextDouble() * peak < byHour[hour] * rate) {
        times.add(Rules.START + (long) time);
      }
    }
  }

  private static List<Long> clumps(SplittableRandom random, List<Long> first) {
    List<Long> times = new ArrayList<>();
    for (long time : first) {
      times.add(time);
      while (random.nextDouble() < 0.75) {
        times.add(time + random.nextLong(20 * 60_000));
      }
    }
    times.sort(null);
    return times;
  }

  /** A gamma factor of shape 4 and mean 1 on the rate, new in each stretch. */
  private static List<Long> varying(SplittableRandom random, double rate, int days, long stretch) {
    List<Long> times = new ArrayList<>();
    for (long start = 0; start < days * DAY; start += stretch) {
      double factor =
          (exponential(random) + exponential(random) + exponential(random) + exponential(random))
              / 4;
      double time = exponential(random) / (rate * factor) * HOUR;
      while (time < stretch) {
        times.add(Rules.START + start + (long) time);
        time += exponential(random) / (rate * factor) * HOUR;
      }
    }
    return times;
  }

  private static double exponential(SplittableRandom random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  /** Two days of each seven have half the rate. */
  private static List<Long> weekly(
      SplittableRandom random, double rate, int days, double[] byHour) {
    List<Long> times = arrivals(random, rate, days, byHour);
    times.removeIf(time -> (time - Rules.START) / DAY % 7 >= 5 && random.nextBoolean());
    return times;
  }

  /** One crisis of 6 to 48 hours every 20 days. */
  private static List<long[]> crises(int days, long aftermath) {
    List<long[]> crises = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int day = 16; day < days - 2; day += 20) {
      long start = Rules.START + day * DAY + random.nextLong(DAY);
      crises.add(new long[] {start, start + 6 * HOUR + random.nextLong(42 * HOUR) + aftermath});
    }
    return crises;
  }

  /** With 10 to 30 times the rate in the crises. */
  private static List<Long> withCrises(
      SplittableRandom random, List<Long> quiet, double rate, int days) {
    List<Long> times = new ArrayList<>(quiet);
    for (long[] crisis : crises(days, 0)) {
      double more = rate * (9 + random.nextInt(20));
      double time = crisis[0] + exponential(random) / more * HOUR;
      while (time < crisis[1]) {
        times.add((long) time);
        time += exponential(random) / more * HOUR;
      }
    }
    times.sort(null);
    return times;
  }

  private static List<Long> polled(SplittableRandom random, List<Long> made) {
    List<Long> times = new ArrayList<>();
    long poll = Rules.START;
    for (long time : made) {
      while (poll < time) {
        poll += 20 * 60_000 + random.nextLong(40 * 60_000);
        if (random.nextInt(50) == 0) {
          poll += 2 * HOUR + random.nextLong(4 * HOUR);
        }
      }
      times.add(poll);
    }
    return times;
  }
}
