package io.tocsin.benchmarks.sources;

import static io.tocsin.benchmarks.series.Arrivals.DAY;
import static io.tocsin.benchmarks.series.Arrivals.HOUR;

import io.tocsin.ingest.core.sources.SourceOutput;
import io.tocsin.ingest.core.sources.SourceOutput.Event;
import io.tocsin.ingest.core.sources.SourceOutput.Kind;
import io.tocsin.ingest.core.sources.SourceOutput.Report;
import io.tocsin.ingest.core.sources.SourceState;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * How often a source is called silent that goes on as usual, how soon one that ends, and how often
 * one is called flooding that is and that is not.
 */
public final class SourceHealthStudy {
  private static final long BEGIN = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
  private static final long WATCHED = 120 * DAY;
  private static final long LEARNT = 28 * DAY;
  private static final double MONTH = 30.0 * DAY;

  private final int sources;
  private final long seed;

  /**
   * @param sources how many of each kind
   * @param seed of all chance
   */
  SourceHealthStudy(int sources, long seed) {
    this.sources = sources;
    this.seed = seed;
  }

  /**
   * What was found of a kind.
   *
   * @param kind the kind
   * @param silences false silences, of a source in 30 days
   * @param floods false floods, of a source in 30 days
   * @param quiet share of the time in which it was quiet
   * @param silentDelays hours until one that ends was called silent, ascending; infinite if it was
   *     not before it was forgotten
   * @param floodsFound share of the floods of 20 times the usual for two hours that were found
   */
  record Row(
      SourceKind kind,
      double silences,
      double floods,
      double quiet,
      List<Double> silentDelays,
      double floodsFound) {

    double delay(double quantile) {
      return silentDelays.get(
          (int) Math.min(silentDelays.size() - 1, quantile * silentDelays.size()));
    }
  }

  /** Prints the table: sources of each kind, and a seed, may be given. */
  public static void main(String[] args) {
    int sources = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    print(new SourceHealthStudy(sources, seed).rows(), System.out);
  }

  List<Row> rows() {
    return Arrays.stream(SourceKind.values()).map(this::row).toList();
  }

  private Row row(SourceKind kind) {
    SplittableRandom random = new SplittableRandom(seed + kind.name().hashCode());
    int silences = 0;
    int floods = 0;
    long quiet = 0;
    double[] delays = new double[sources];
    int found = 0;
    for (int i = 0; i < sources; i++) {
      long[] posts = kind.posts(random.split(), BEGIN, BEGIN + WATCHED);
      List<SourceOutput> usual = SourceRun.of(posts, BEGIN + WATCHED);
      silences += events(usual, Kind.SILENT);
      floods += events(usual, Kind.FLOODING);
      quiet += quiet(usual);
      delays[i] = delay(posts, random);
      found += isFloodFound(kind, posts, random) ? 1 : 0;
    }
    Arrays.sort(delays);
    double months = sources * WATCHED / MONTH;
    double watched = (double) sources * WATCHED;
    return new Row(
        kind,
        silences / months,
        floods / months,
        quiet / watched,
        DoubleStream.of(delays).boxed().toList(),
        found / (double) sources);
  }

  private static int events(List<SourceOutput> outputs, Kind kind) {
    return (int) outputs.stream().filter(output -> isEvent(output, kind)).count();
  }

  private static boolean isEvent(SourceOutput output, Kind kind) {
    return output instanceof Event event && event.kind() == kind;
  }

  private static long quiet(List<SourceOutput> outputs) {
    long sum = 0;
    List<Report> reports = new ArrayList<>();
    outputs.forEach(
        output -> {
          if (output instanceof Report report) {
            reports.add(report);
          }
        });
    for (int i = 1; i < reports.size(); i++) {
      if (reports.get(i - 1).state() == SourceState.QUIET) {
        sum += reports.get(i).at() - reports.get(i - 1).at();
      }
    }
    return sum;
  }

  /** The source ends at some moment after it is known. */
  private static double delay(long[] posts, SplittableRandom random) {
    long end = BEGIN + LEARNT + random.nextLong(28 * DAY);
    long[] ended = LongStream.of(posts).filter(time -> time < end).toArray();
    return SourceRun.of(ended, end + 59 * DAY).stream()
        .filter(output -> isEvent(output, Kind.SILENT))
        .filter(output -> output.at() >= end)
        .mapToDouble(output -> (output.at() - end) / (double) HOUR)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** By day, where there is something to multiply. */
  private static boolean isFloodFound(SourceKind kind, long[] posts, SplittableRandom random) {
    long day = BEGIN + LEARNT + 7 * random.nextLong(4) * DAY;
    long from = day + (9 + random.nextLong(6)) * HOUR;
    long[] flood = kind.posts(random.split(), from, from + 2 * HOUR, 20);
    long[] all = LongStream.concat(LongStream.of(posts), LongStream.of(flood)).sorted().toArray();
    return SourceRun.of(all, BEGIN + WATCHED).stream()
        .anyMatch(
            output ->
                isEvent(output, Kind.FLOODING)
                    && output.at() >= from
                    && output.at() < from + 3 * HOUR);
  }

  private static void print(List<Row> rows, PrintStream out) {
    out.println(
        "| source | false silences in 30 days | quiet, of the time | ends: silent after, median | 90 % | false floods in 30 days | floods found |");
    out.println("|---|---:|---:|---:|---:|---:|---:|");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.1f %% | %.1f h | %.1f h | %.2f | %.0f %% |%n",
          row.kind().name().toLowerCase(Locale.ROOT),
          row.silences(),
          100 * row.quiet(),
          row.delay(0.5),
          row.delay(0.9),
          row.floods(),
          100 * row.floodsFound());
    }
  }
}
