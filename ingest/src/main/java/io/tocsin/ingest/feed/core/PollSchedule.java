package io.tocsin.ingest.feed.core;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which feed is polled when: each at its own pace, one at a time of each host, with a pause between
 * two of them. Not safe for several threads.
 */
public final class PollSchedule {
  private static final Duration SPREAD = Duration.ofSeconds(30);

  private final Duration hostPause;
  private final @Nullable BackOff backOff;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Host> hosts = new HashMap<>();

  private static final class Entry {
    private final FeedSpec feed;
    private final Host host;
    private Instant due;
    private boolean taken;
    private int failures;

    private Entry(FeedSpec feed, Host host, Instant due) {
      this.feed = feed;
      this.host = host;
      this.due = due;
    }

    private Instant possible() {
      return due.isAfter(host.free) ? due : host.free;
    }
  }

  private static final class Host {
    private Instant free = Instant.MIN;
    private boolean busy;
  }

  /**
   * Plans the first polls, spread over half a minute, or over the interval where that is shorter.
   *
   * @param hostPause from the end of a poll to the next of the same host
   */
  public PollSchedule(
      List<FeedSpec> feeds, Duration hostPause, RandomGenerator random, Instant now) {
    this.hostPause = hostPause;
    this.backOff = new BackOff(random);
    for (FeedSpec feed : feeds) {
      long spread = Math.min(SPREAD.toMillis(), feed.every().toMillis());
      add(feed, now.plusMillis((long) (spread * random.nextDouble())));
    }
  }

  private PollSchedule(List<FeedSpec> feeds, Duration hostPause, Instant due) {
    this.hostPause = hostPause;
    this.backOff = null;
    feeds.forEach(feed -> add(feed, due));
  }

  /** Plans one poll of each feed, all of them now. */
  public static PollSchedule once(List<FeedSpec> feeds, Duration hostPause, Instant now) {
    return new PollSchedule(feeds, hostPause, now);
  }

  private void add(FeedSpec feed, Instant due) {
    Host host = hosts.computeIfAbsent(host(feed.url()), name -> new Host());
    entries.put(feed.name(), new Entry(feed, host, due));
  }

  /** Whether there is nothing more to do; never, unless each feed is polled once. */
  public boolean isFinished() {
    return entries.isEmpty();
  }

  private static String host(URI url) {
    return url.getHost().toLowerCase(Locale.ROOT);
  }

  /** Takes the feed that is due and waits longest; it is not taken again before it is done. */
  public Optional<FeedSpec> take(Instant now) {
    Optional<Entry> next =
        waiting()
            .filter(entry -> !entry.possible().isAfter(now))
            .min(Comparator.comparing(e -> e.due));
    next.ifPresent(
        entry -> {
          entry.taken = true;
          entry.host.busy = true;
        });
    return next.map(entry -> entry.feed);
  }

  /** When {@link #take} can next give one, unless one is done before; empty while all wait. */
  public Optional<Instant> next() {
    return waiting().map(Entry::possible).min(Comparator.naturalOrder());
  }

  private Stream<Entry> waiting() {
    return entries.values().stream().filter(entry -> !entry.taken && !entry.host.busy);
  }

  /** A poll ended, well or with a failure, and the publisher may have said how long to wait. */
  public void done(FeedSpec feed, PollEnd end, Instant now) {
    Entry entry = entries.get(feed.name());
    if (entry == null) {
      throw new IllegalArgumentException("no such feed: " + feed.name());
    }
    entry.taken = false;
    entry.host.busy = false;
    Duration pause = end.hostPause().compareTo(hostPause) > 0 ? end.hostPause() : hostPause;
    entry.host.free = now.plus(pause);
    if (backOff == null) {
      entries.remove(feed.name());
      return;
    }
    entry.failures = end.failed() ? entry.failures + 1 : 0;
    entry.due =
        now.plus(
            end.failed()
                ? backOff.afterFailures(feed.every(), entry.failures, end.wished())
                : longer(backOff.afterSuccess(feed.every()), end.wished()));
  }

  private static Duration longer(Duration planned, Duration wished) {
    Duration bounded = wished.compareTo(BackOff.LONGEST) > 0 ? BackOff.LONGEST : wished;
    return planned.compareTo(bounded) > 0 ? planned : bounded;
  }

  /**
   * How a poll ended.
   *
   * @param wished how long the publisher wants us to wait at least; zero where it says nothing
   * @param hostPause the pause between two polls that the host asks for; zero where it does not
   */
  public record PollEnd(boolean failed, Duration wished, Duration hostPause) {}
}
