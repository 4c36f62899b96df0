package io.tocsin.replay.backtest;

import io.tocsin.alerts.core.Rule;
import io.tocsin.replay.core.HistoryFile;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be gone through.
 *
 * @param posts files of JSON Lines, plain or gzip, at least one
 * @param reading which time counts, which posts are taken
 * @param ruleSets the rules; several sets go through side by side
 * @param entities whether people, organisations, places and countries are looked for
 * @param threads how many work at once
 * @param settings what the services are configured with
 */
public record BacktestRequest(
    List<Path> posts,
    HistoryFile.Reading reading,
    List<List<Rule>> ruleSets,
    boolean entities,
    int threads,
    ServiceSettings settings) {

  public BacktestRequest {
    posts = List.copyOf(posts);
    ruleSets = ruleSets.stream().map(List::copyOf).toList();
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
    }
  }

  /** The same where nothing is configured. */
  public BacktestRequest(
      List<Path> posts,
      HistoryFile.Reading reading,
      List<List<Rule>> ruleSets,
      boolean entities,
      int threads) {
    this(posts, reading, ruleSets, entities, threads, ServiceSettings.DEFAULT);
  }

  /** One set of rules over all of some files, with all cores. */
  public static BacktestRequest of(List<Path> posts, List<Rule> rules) {
    return new BacktestRequest(
        posts,
        HistoryFile.Reading.defaults(),
        List.of(rules),
        true,
        Runtime.getRuntime().availableProcessors());
  }
}
