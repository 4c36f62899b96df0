package io.tocsin.ingest.feed.core;

import io.tocsin.ingest.core.Claim;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One item of a feed in the words that all formats share, as its publisher delivered it; what is
 * blank there is null or empty here.
 *
 * @param id the publisher's own identifier
 * @param link its page for readers, absolute
 * @param published when it was first published, as claimed
 * @param updated when this version was made, as claimed
 * @param embargoed until when it must not be used, as claimed
 * @param title plain text or HTML
 * @param body plain text or HTML
 * @param collectionAbout what the feed or live blog says it is about
 * @param extra what else is known, by name
 */
public record FeedItem(
    @Nullable String id,
    @Nullable String link,
    @Nullable Long revision,
    Claim claim,
    @Nullable FeedTime published,
    @Nullable FeedTime updated,
    @Nullable Instant embargoed,
    String title,
    String body,
    @Nullable String language,
    @Nullable String author,
    @Nullable String collection,
    @Nullable String collectionAbout,
    Map<String, String> extra) {

  public FeedItem {
    extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra)); // fingerprints need an order
  }

  /** Collects the parts of an item; what is null or blank is left out. */
  static final class Builder {
    private @Nullable String id;
    private @Nullable String link;
    private @Nullable Long revision;
    private Claim claim = Claim.USABLE;
    private @Nullable FeedTime published;
    private @Nullable FeedTime updated;
    private @Nullable Instant embargoed;
    private String title = "";
    private String body = "";
    private @Nullable String language;
    private @Nullable String author;
    private @Nullable String collection;
    private @Nullable String collectionAbout;
    private final Map<String, String> extra = new LinkedHashMap<>();

    Builder id(@Nullable String value) {
      id = present(value);
      return this;
    }

    Builder link(@Nullable String value) {
      link = present(value);
      return this;
    }

    Builder revision(@Nullable Long value) {
      revision = value;
      return this;
    }

    Builder claim(Claim value) {
      claim = value;
      return this;
    }

    Builder published(@Nullable FeedTime value) {
      published = value;
      return this;
    }

    Builder updated(@Nullable FeedTime value) {
      updated = value;
      return this;
    }

    Builder embargoed(@Nullable FeedTime value) {
      embargoed = value == null ? null : value.at();
      return this;
    }

    Builder title(@Nullable String value) {
      title = value == null ? "" : value.strip();
      return this;
    }

    Builder body(@Nullable String value) {
      body = value == null ? "" : value.strip();
      return this;
    }

    Builder language(@Nullable String value) {
      language = present(value);
      return this;
    }

    Builder author(@Nullable String value) {
      author = present(value);
      return this;
    }

    Builder collection(@Nullable String value) {
      collection = present(value);
      return this;
    }

    Builder collectionAbout(@Nullable String value) {
      collectionAbout = present(value);
      return this;
    }

    Builder extra(String name, @Nullable String value) {
      String text = present(value);
      if (text != null) {
        extra.put(name, text);
      }
      return this;
    }

    FeedItem build() {
      return new FeedItem(
          id,
          link,
          revision,
          claim,
          published,
          updated,
          embargoed,
          title,
          body,
          language,
          author,
          collection,
          collectionAbout,
          extra);
    }

    private static @Nullable String present(@Nullable String value) {
      return value == null || value.isBlank() ? null : value.strip();
    }
  }
}
