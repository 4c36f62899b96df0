package io.tocsin.ingest.feed;

import io.tocsin.ingest.core.SourcePost;
import io.tocsin.ingest.feed.core.FeedItem;
import io.tocsin.ingest.feed.core.FeedMemory.Judged;
import io.tocsin.ingest.feed.core.FeedSpec;
import io.tocsin.ingest.feed.core.FeedTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes raw posts of the items of feeds; what the list says of a feed fills what items lack. */
final class FeedPosts {
  private FeedPosts() {}

  static SourcePost of(FeedSpec feed, Judged judged) {
    FeedItem item = judged.item();
    return new SourcePost(
        feed.source(),
        judged.id(),
        item.revision(),
        item.claim(),
        at(item.published()),
        item.published() != null && item.published().estimated(),
        at(item.updated()),
        item.title(),
        item.body(),
        item.link(),
        item.language() == null ? feed.language() : item.language(),
        item.author(),
        feed.collection() == null ? item.collection() : feed.collection(),
        extra(feed, item));
  }

  private static @Nullable Instant at(@Nullable FeedTime time) {
    return time == null ? null : time.at();
  }

  private static Map<String, String> extra(FeedSpec feed, FeedItem item) {
    Map<String, String> extra = new HashMap<>(item.extra());
    extra.put("feed", feed.name());
    Optional.ofNullable(item.id()).ifPresent(id -> extra.put("feed-id", id));
    return extra;
  }
}
