package io.tocsin.ingest.feed;

import io.tocsin.ingest.feed.core.FeedMemory;
import io.tocsin.ingest.feed.core.FeedMemory.Known;
import io.tocsin.ingest.feed.fetch.Validators;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a feed from one run to the next.
 *
 * @param url the address in the list; what follows but the items is of no use for another
 * @param movedTo where the feed lives now
 * @param validators of the version that was read last
 * @param idsTrusted see {@link FeedMemory#idsTrusted()}
 * @param items those seen last
 */
record FeedState(
    String url,
    @Nullable String movedTo,
    Validators validators,
    boolean idsTrusted,
    List<Known> items) {
  FeedState {
    items = List.copyOf(items);
  }

  /** Of a feed that was never polled. */
  static FeedState none(String url) {
    return new FeedState(url, null, Validators.NONE, true, List.of());
  }
}
