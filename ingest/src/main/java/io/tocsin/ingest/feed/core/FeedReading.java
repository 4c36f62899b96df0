package io.tocsin.ingest.feed.core;

import java.util.List;

/** What a document turned out to be. */
public sealed interface FeedReading {
  /** More items of a document are left out, in its own order. */
  int MOST_ITEMS = 1_000;

  /**
   * A feed.
   *
   * @param items in the order of the document, {@link #MOST_ITEMS} at most
   * @param leftOut how many more there were
   */
  record Parsed(FeedFormat format, List<FeedItem> items, int leftOut) implements FeedReading {
    public Parsed {
      items = List.copyOf(items);
    }

    /** The first items of a list, the rest counted. */
    static Parsed of(FeedFormat format, List<FeedItem> items) {
      List<FeedItem> kept = items.subList(0, Math.min(items.size(), MOST_ITEMS));
      return new Parsed(format, kept, items.size() - kept.size());
    }
  }

  /**
   * No feed that we can read.
   *
   * @param reason what was found and what was expected, without texts of the document
   */
  record Unreadable(String reason) implements FeedReading {}
}
