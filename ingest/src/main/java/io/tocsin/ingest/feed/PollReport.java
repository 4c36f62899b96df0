package io.tocsin.ingest.feed;

import io.tocsin.ingest.feed.core.PollSchedule.PollEnd;
import io.tocsin.ingest.feed.fetch.Fetch;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the poll of a feed went.
 *
 * @param outcome {@link #READ}, {@link #NOT_MODIFIED}, {@link #UNREADABLE}, {@link #NOT_SENT} or
 *     the label of a {@link Fetch.Failure}
 * @param detail what went wrong; empty where nothing did
 * @param items what became of the items, those of none left out
 * @param end what the schedule needs
 */
record PollReport(String outcome, String detail, Map<ItemOutcome, Integer> items, PollEnd end) {
  /** The document was read. */
  static final String READ = "read";

  /** Nothing was new. */
  static final String NOT_MODIFIED = "not-modified";

  /** A document came that is no feed. */
  static final String UNREADABLE = "unreadable";

  /** The broker did not take all posts; they are sent at the next poll. */
  static final String NOT_SENT = "not-sent";

  /** Every outcome that there is. */
  static final List<String> OUTCOMES =
      Stream.concat(
              Stream.of(READ, NOT_MODIFIED, UNREADABLE, NOT_SENT),
              Arrays.stream(Fetch.Failure.values()).map(Fetch.Failure::label))
          .toList();

  PollReport {
    items = Map.copyOf(items);
  }

  static PollReport failed(String outcome, String detail, Duration wished) {
    return new PollReport(outcome, detail, Map.of(), new PollEnd(true, wished, Duration.ZERO));
  }

  /** What became of an item. */
  enum ItemOutcome {
    /** Sent, never seen before. */
    NEW,
    /** Sent, since something in it changed. */
    CHANGED,
    /** Known just so. */
    UNCHANGED,
    /** Known just so under another id. */
    RENAMED,
    /** No post can be made of it. */
    REFUSED,
    /** Kept back until its embargo ends. */
    EMBARGOED,
    /** More than a document may have. */
    LEFT_OUT;

    /** Its name in metrics. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
