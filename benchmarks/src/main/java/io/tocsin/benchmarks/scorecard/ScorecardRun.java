package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Noise;
import io.tocsin.benchmarks.watch.Contender;
import io.tocsin.benchmarks.watch.ProductionRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Measures everything, several cells at once. Each has chance of its own, so the outcome does not
 * depend on how many.
 *
 * @param effort how much
 * @param seeds chance
 * @param threads cells at once
 * @param progress is told what is done
 */
record ScorecardRun(Effort effort, Seeds seeds, int threads, Consumer<String> progress) {

  private static final ProductionRule RULE = ProductionRule.STANDARD;
  private static final ProductionRule NAB_RULE = ProductionRule.SINGLE_FEED;

  /**
   * Measures.
   *
   * @param nab series of NAB, may be none
   */
  Scorecard measure(List<NabSeries> nab) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<FalseAlarmRow> falseAlarms = all(pool, "false alarms", falseAlarmCells());
      List<DelayRow> delays = all(pool, "delays", delayCells(falseAlarms));
      List<LiveBlogRow> liveBlogs = all(pool, "live blogs", liveBlogCells());
      List<NabRow> nabRows = withTotals(all(pool, "NAB", nabCells(nab)));
      List<StateRow> state = all(pool, "state", List.of(new StateCell(seeds)));
      return new Scorecard(
          seeds.seed(),
          effort,
          RULE.yaml(),
          NAB_RULE.yaml(),
          falseAlarms,
          delays,
          liveBlogs,
          nabRows,
          state);
    } finally {
      pool.shutdownNow();
    }
  }

  private List<FalseAlarmCell> falseAlarmCells() {
    List<FalseAlarmCell> cells = new ArrayList<>();
    for (Noise noise : Noise.values()) {
      for (double rate : effort.rates()) {
        cells.add(new FalseAlarmCell(noise, rate, effort, Contender.all(RULE), seeds));
      }
    }
    return cells;
  }

  private List<DelayCell> delayCells(List<FalseAlarmRow> falseAlarms) {
    long longest = RULE.rule().windows().stream().mapToLong(Duration::toMillis).max().orElseThrow();
    var floors = new Cusum.Floors(RULE.voices(), RULE.sources(), longest);
    return effort.rates().stream()
        .map(
            rate ->
                new DelayCell(
                    rate,
                    effort,
                    Contender.all(RULE),
                    floors,
                    alarmsOnFlatNoise(falseAlarms, rate),
                    seeds))
        .toList();
  }

  private static Map<String, Double> alarmsOnFlatNoise(List<FalseAlarmRow> rows, double rate) {
    Map<String, Double> alarms = new HashMap<>();
    for (FalseAlarmRow row : rows) {
      if (row.rate() == rate && row.noise().equals(Noise.FLAT.title())) {
        alarms.put(row.contender(), row.alarmsPerHour());
      }
    }
    return alarms;
  }

  private List<LiveBlogCell> liveBlogCells() {
    return effort.rates().stream()
        .map(rate -> new LiveBlogCell(rate, effort, Contender.all(RULE), seeds))
        .toList();
  }

  private static List<NabCell> nabCells(List<NabSeries> nab) {
    return nab.stream().map(series -> new NabCell(series, Contender.all(NAB_RULE))).toList();
  }

  private static List<NabRow> withTotals(List<NabRow> rows) {
    List<NabRow> all = new ArrayList<>(rows);
    rows.stream()
        .map(NabRow::contender)
        .distinct()
        .forEach(
            name ->
                rows.stream()
                    .filter(row -> row.contender().equals(name))
                    .reduce(NabRow::plus)
                    .ifPresent(all::add));
    return all;
  }

  /** Runs cells, those of the highest rates (the last) first; rows in the order of the cells. */
  private <R> List<R> all(
      ExecutorService pool, String part, List<? extends Callable<List<R>>> cells)
      throws InterruptedException {
    List<Future<List<R>>> running = new ArrayList<>();
    for (int i = cells.size() - 1; i >= 0; i--) {
      running.add(pool.submit(cells.get(i)));
    }
    Collections.reverse(running);
    List<R> rows = new ArrayList<>();
    for (Future<List<R>> cell : running) {
      rows.addAll(result(cell));
    }
    progress.accept(part + ": " + cells.size() + " cells");
    return rows;
  }

  private static <R> R result(Future<R> cell) throws InterruptedException {
    try {
      return cell.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a cell of the scorecard failed", e.getCause());
    }
  }
}
