package io.tocsin.ingest.feed;

import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.door.DoorPost;
import io.tocsin.ingest.feed.PollReport.ItemOutcome;
import io.tocsin.ingest.feed.core.AddressPolicy;
import io.tocsin.ingest.feed.core.FeedDocument;
import io.tocsin.ingest.feed.core.FeedItem;
import io.tocsin.ingest.feed.core.FeedMemory.Judged;
import io.tocsin.ingest.feed.core.FeedMemory.Standing;
import io.tocsin.ingest.feed.core.FeedParser;
import io.tocsin.ingest.feed.core.FeedReading;
import io.tocsin.ingest.feed.core.FeedSpec;
import io.tocsin.ingest.feed.core.PollSchedule.PollEnd;
import io.tocsin.ingest.feed.fetch.FeedFetcher;
import io.tocsin.ingest.feed.fetch.Fetch;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a feed: fetches it, reads it, sends what is new or changed, and remembers what was sent
 * only once it is safe. May be used by many threads, each feed by one at a time.
 */
final class FeedPoller {
  private static final Logger log = LoggerFactory.getLogger(FeedPoller.class);

  private final FeedFetcher fetcher;
  private final FeedStates states;
  private final PostSink sink;
  private final InstantSource clock;
  private final Object parsing = new Object();
  private final Map<String, FeedSession> sessions = new ConcurrentHashMap<>();

  FeedPoller(FeedFetcher fetcher, FeedStates states, PostSink sink, InstantSource clock) {
    this.fetcher = fetcher;
    this.states = states;
    this.sink = sink;
    this.clock = clock;
  }

  /**
   * Polls once.
   *
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if a right is missing
   * @throws java.io.UncheckedIOException if the state cannot be written
   */
  PollReport poll(FeedSpec feed) {
    FeedSession session =
        sessions.computeIfAbsent(
            feed.name(), name -> FeedSession.of(states.load(name, feed.url().toString())));
    Fetch fetch =
        fetcher.fetch(
            new FeedFetcher.Request(
                session.address(),
                session.validators(),
                new AddressPolicy(feed.inside()),
                feed.robots()));
    if (fetch instanceof Fetch.Document document) {
      return read(feed, session, document);
    }
    if (fetch instanceof Fetch.NotModified same) {
      moved(feed, session, same.movedTo());
      return new PollReport(PollReport.NOT_MODIFIED, "", Map.of(), well(same.hostPause()));
    }
    return failed(session, (Fetch.Failed) fetch);
  }

  /**
   * Where a feed was that moved, nothing may be any more: the next poll asks the list's address.
   */
  private static PollReport failed(FeedSession session, Fetch.Failed failed) {
    session.goHome();
    return PollReport.failed(failed.failure().label(), failed.detail(), failed.wished());
  }

  private PollReport read(FeedSpec feed, FeedSession session, Fetch.Document document) {
    FeedReading reading = parse(feed, document);
    if (reading instanceof FeedReading.Unreadable unreadable) {
      session.goHome();
      return PollReport.failed(PollReport.UNREADABLE, unreadable.reason(), Duration.ZERO);
    }
    FeedReading.Parsed parsed = (FeedReading.Parsed) reading;
    moved(feed, session, document.movedTo());
    boolean trusted = session.memory().idsTrusted();
    Delivery delivery = new Delivery(feed, session);
    session.memory().judge(parsed.items()).forEach(delivery::take);
    delivery.count(ItemOutcome.LEFT_OUT, parsed.leftOut());
    if (trusted && !session.memory().idsTrusted()) {
      log.atWarn()
          .addKeyValue("feed", feed.name())
          .log("old items came under new ids; from now on items are known by their pages");
    }
    String notSent = delivery.finish();
    if (!delivery.isHeldBack() && notSent.isEmpty()) {
      session.validators(document.validators());
    }
    states.save(feed.name(), session.state(feed.url().toString()));
    return notSent.isEmpty()
        ? new PollReport(PollReport.READ, "", delivery.counts, well(document.hostPause()))
        : new PollReport(
            PollReport.NOT_SENT,
            notSent,
            delivery.counts,
            new PollEnd(true, Duration.ZERO, document.hostPause()));
  }

  /** One document at a time, so that several large ones do not fill the memory together. */
  private FeedReading parse(FeedSpec feed, Fetch.Document document) {
    synchronized (parsing) {
      return FeedParser.parse(
          new FeedDocument(
              document.body(), document.contentType(), document.address(), feed.zone()),
          feed.format());
    }
  }

  private static PollEnd well(Duration hostPause) {
    return new PollEnd(false, Duration.ZERO, hostPause);
  }

  private static void moved(FeedSpec feed, FeedSession session, @Nullable URI movedTo) {
    if (movedTo != null) {
      session.moveTo(movedTo);
      log.atInfo()
          .addKeyValue("feed", feed.name())
          .addKeyValue("to", movedTo)
          .log("the feed has moved for good; change its address in the list");
    }
  }

  /** The items of one poll on their way. */
  private final class Delivery {
    private record Sent(Judged item, CompletableFuture<?> receipt) {}

    private final FeedSpec feed;
    private final FeedSession session;
    private final Instant now = clock.instant();
    private final Map<ItemOutcome, Integer> counts = new EnumMap<>(ItemOutcome.class);
    private final List<Sent> sent = new ArrayList<>();

    Delivery(FeedSpec feed, FeedSession session) {
      this.feed = feed;
      this.session = session;
    }

    void count(ItemOutcome outcome, int items) {
      if (items > 0) {
        counts.merge(outcome, items, Integer::sum);
      }
    }

    /** Whether the same document must be read again. */
    boolean isHeldBack() {
      return counts.containsKey(ItemOutcome.EMBARGOED);
    }

    void take(Judged judged) {
      if (!judged.isNews()) {
        boolean renamed = judged.standing() == Standing.RENAMED;
        count(renamed ? ItemOutcome.RENAMED : ItemOutcome.UNCHANGED, 1);
        session.memory().remember(judged.known());
      } else if (isEmbargoed(judged.item())) {
        count(ItemOutcome.EMBARGOED, 1);
      } else {
        send(judged);
      }
    }

    /** What is taken back is never kept back. */
    private boolean isEmbargoed(FeedItem item) {
      return item.embargoed() != null && item.embargoed().isAfter(now) && !item.claim().kills();
    }

    private void send(Judged judged) {
      Reading<DoorPost> post = DoorPost.of(FeedPosts.of(feed, judged));
      if (post instanceof Reading.Accepted<DoorPost> taken) {
        sent.add(new Sent(judged, sink.send(taken.value())));
      } else if (post instanceof Reading.Rejected<DoorPost> refused) {
        count(ItemOutcome.REFUSED, 1);
        session.memory().remember(judged.known());
        log.atWarn()
            .addKeyValue("feed", feed.name())
            .addKeyValue("reason", refused.reason().code())
            .log("no post can be made of an item");
      }
    }

    /** Waits for the receipts; tells what went wrong, or nothing. */
    String finish() {
      String problem = "";
      for (Sent one : sent) {
        try {
          one.receipt().join();
          boolean isNew = one.item().standing() == Standing.NEW;
          count(isNew ? ItemOutcome.NEW : ItemOutcome.CHANGED, 1);
          session.memory().remember(one.item().known());
        } catch (CompletionException failed) {
          problem = SendFailures.explain(failed);
        }
      }
      return problem;
    }
  }
}
