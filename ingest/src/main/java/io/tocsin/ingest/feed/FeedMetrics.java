package io.tocsin.ingest.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.ingest.feed.PollReport.ItemOutcome;
import io.tocsin.ingest.feed.core.FeedSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The meters of feeds and their names. Tags are outcomes, of which there are few, and names of
 * feeds, of which the list has {@value io.tocsin.ingest.feed.core.FeedList#MOST_FEEDS} at most.
 */
final class FeedMetrics {
  private static final int MOST_NAMED = 5;

  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Map<String, LastRead> feeds = new LinkedHashMap<>();

  private record LastRead(Duration patience, AtomicReference<Instant> at) {}

  /** Feeds count as read when they are registered, so that their age has a beginning. */
  FeedMetrics(MeterRegistry meters, List<FeedSpec> list, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
    PollReport.OUTCOMES.forEach(this::polls);
    for (ItemOutcome outcome : ItemOutcome.values()) {
      items(outcome);
    }
    Gauge.builder("tocsin.feeds.overdue", () -> overdue().size())
        .description("Feeds that were not read for three intervals and five minutes")
        .strongReference(true)
        .register(meters);
    for (FeedSpec feed : list) {
      Duration patience = feed.every().multipliedBy(3).plus(Duration.ofMinutes(5));
      LastRead last = new LastRead(patience, new AtomicReference<>(clock.instant()));
      feeds.put(feed.name(), last);
      Gauge.builder("tocsin.feeds.age", () -> age(last).toMillis() / 1_000.0)
          .description("Time since a feed was last read, or since the start")
          .baseUnit("seconds")
          .tag("feed", feed.name())
          .strongReference(true)
          .register(meters);
    }
  }

  private Counter polls(String outcome) {
    return Counter.builder("tocsin.feeds.polls")
        .description("Polls of feeds by how they went")
        .tag("outcome", outcome)
        .register(meters);
  }

  private Counter items(ItemOutcome outcome) {
    return Counter.builder("tocsin.feeds.items")
        .description("Items of feeds by what became of them; new and changed ones were sent")
        .tag("outcome", outcome.label())
        .register(meters);
  }

  private Duration age(LastRead last) {
    return Duration.between(last.at().get(), clock.instant());
  }

  /** A poll ended. */
  void polled(FeedSpec feed, PollReport report) {
    polls(report.outcome()).increment();
    report.items().forEach((outcome, items) -> items(outcome).increment(items));
    LastRead last = feeds.get(feed.name());
    if (!report.end().failed() && last != null) {
      last.at().set(clock.instant());
    }
  }

  /** Feeds that were not read for three intervals and five minutes. */
  List<String> overdue() {
    return feeds.entrySet().stream()
        .filter(feed -> age(feed.getValue()).compareTo(feed.getValue().patience()) > 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The first of some names, for people. */
  static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    return names.size() > MOST_NAMED
        ? first + " and " + (names.size() - MOST_NAMED) + " more"
        : first;
  }
}
