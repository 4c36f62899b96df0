package io.tocsin.ingest.feed;

import io.tocsin.ingest.core.Limits;
import io.tocsin.ingest.core.PostChecks;
import io.tocsin.ingest.core.SourcePost;
import io.tocsin.ingest.feed.core.FeedItem;
import io.tocsin.ingest.feed.core.FeedMemory.Judged;
import io.tocsin.ingest.feed.core.FeedSpec;
import io.tocsin.ingest.feed.core.FeedTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes raw posts of the items of feeds. What the list says of a feed fills what items lack; a time
 * that cannot be, and what is beside the text and too long, is left out or cut: it must not cost
 * the post.
 */
final class FeedPosts {
  private FeedPosts() {}

  static SourcePost of(FeedSpec feed, Judged judged) {
    FeedItem item = judged.item();
    FeedTime published = plausible(item.published());
    return new SourcePost(
        feed.source(),
        judged.id(),
        item.revision(),
        item.claim(),
        at(published),
        published != null && published.estimated(),
        at(plausible(item.updated())),
        item.title(),
        item.body(),
        item.link() == null || item.link().length() > Limits.URL ? null : item.link(),
        cut(item.language() == null ? feed.language() : item.language(), Limits.LANGUAGE),
        cut(item.author(), Limits.AUTHOR),
        cut(feed.collection() == null ? item.collection() : feed.collection(), Limits.COLLECTION),
        cut(item.collectionAbout(), Limits.COLLECTION_ABOUT),
        extra(feed, judged));
  }

  private static @Nullable FeedTime plausible(@Nullable FeedTime time) {
    return time == null || !PostChecks.isPlausible(time.at()) ? null : time;
  }

  private static @Nullable Instant at(@Nullable FeedTime time) {
    return time == null ? null : time.at();
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    if (text == null || text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }

  private static Map<String, String> extra(FeedSpec feed, Judged judged) {
    Map<String, String> extra = new HashMap<>(judged.item().extra());
    extra.put("feed", feed.name());
    String own = judged.item().id();
    if (own != null && !own.equals(judged.id())) {
      extra.put("feed-id", own);
    }
    return extra;
  }
}
