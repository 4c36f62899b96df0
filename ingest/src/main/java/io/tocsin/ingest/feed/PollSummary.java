package io.tocsin.ingest.feed;

import io.tocsin.ingest.feed.PollReport.ItemOutcome;
import io.tocsin.ingest.feed.core.FeedSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a poll of each feed of a list went, for people. May be used by many threads. */
final class PollSummary {
  private final Map<String, PollReport> reports = new TreeMap<>();

  synchronized void add(FeedSpec feed, PollReport report) {
    reports.put(feed.name(), report);
  }

  /** Whether all of them went well. */
  synchronized boolean isGood() {
    return reports.values().stream().noneMatch(report -> report.end().failed());
  }

  /** One line for each feed in the order of their names, and one of all. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    Map<ItemOutcome, Integer> sum = new EnumMap<>(ItemOutcome.class);
    reports.forEach(
        (name, report) -> {
          lines.add(name + ": " + report.outcome() + told(report));
          report.items().forEach((outcome, count) -> sum.merge(outcome, count, Integer::sum));
        });
    long failed = reports.values().stream().filter(report -> report.end().failed()).count();
    lines.add(
        reports.size()
            + " feeds, "
            + failed
            + " failed"
            + (sum.isEmpty() ? "" : "; " + items(sum)));
    return lines;
  }

  private static String told(PollReport report) {
    String items = report.items().isEmpty() ? "" : ", " + items(report.items());
    return items + (report.detail().isEmpty() ? "" : ": " + report.detail());
  }

  private static String items(Map<ItemOutcome, Integer> items) {
    return new TreeMap<>(items)
        .entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
  }
}
