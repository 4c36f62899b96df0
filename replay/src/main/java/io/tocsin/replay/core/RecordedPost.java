package io.tocsin.replay.core;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of a post as history keeps it: the fields of a raw post, and when it was seen.
 *
 * @param source who published it; with {@code id} it identifies the post
 * @param id the source's own identifier, stable over revisions
 * @param revision the source's own revision number
 * @param status publication status
 * @param publishedAt when the source claims to have published it
 * @param publishedAtEstimated true when {@code publishedAt} was estimated by a reader
 * @param updatedAt when the source claims to have made this revision
 * @param title headline, plain or HTML; may be empty
 * @param body text, plain or HTML; may be empty
 * @param url address for readers
 * @param language declared language, a BCP 47 tag
 * @param author author as the source names it
 * @param collection what the post is part of
 * @param collectionAbout what that says it is about
 * @param extra whatever else was delivered, sorted by name
 * @param seenAt when it was first seen, where the history knows it
 */
public record RecordedPost(
    String source,
    String id,
    @Nullable Long revision,
    RecordedStatus status,
    @Nullable Instant publishedAt,
    boolean publishedAtEstimated,
    @Nullable Instant updatedAt,
    String title,
    String body,
    @Nullable String url,
    @Nullable String language,
    @Nullable String author,
    @Nullable String collection,
    @Nullable String collectionAbout,
    SortedMap<String, String> extra,
    @Nullable Instant seenAt) {

  public RecordedPost {
    extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
  }

  /** Identity of the post over its revisions: {@code source:id}. */
  public String postKey() {
    return source + ":" + id;
  }

  /** Characters of title, body and extra: what a post weighs in memory, roughly. */
  public int characters() {
    int sum = title.length() + body.length();
    for (Map.Entry<String, String> entry : extra.entrySet()) {
      sum += entry.getKey().length() + entry.getValue().length();
    }
    return sum;
  }

  /** A builder with nothing set but the identity. */
  public static Builder post(String source, String id) {
    return new Builder(source, id);
  }

  /** Collects the fields of a {@link RecordedPost}; what is not set stays empty. */
  public static final class Builder {
    private final String source;
    private final String id;
    private @Nullable Long revision;
    private RecordedStatus status = RecordedStatus.USABLE;
    private @Nullable Instant publishedAt;
    private boolean publishedAtEstimated;
    private @Nullable Instant updatedAt;
    private String title = "";
    private String body = "";
    private @Nullable String url;
    private @Nullable String language;
    private @Nullable String author;
    private @Nullable String collection;
    private @Nullable String collectionAbout;
    private final SortedMap<String, String> extra = new TreeMap<>();
    private @Nullable Instant seenAt;

    private Builder(String source, String id) {
      this.source = source;
      this.id = id;
    }

    /** Sets the source's own revision number. */
    public Builder revision(@Nullable Long value) {
      revision = value;
      return this;
    }

    /** Sets the publication status. */
    public Builder status(RecordedStatus value) {
      status = value;
      return this;
    }

    /** Sets the claimed time of publication. */
    public Builder publishedAt(@Nullable Instant value) {
      publishedAt = value;
      return this;
    }

    /** Sets whether the time of publication is an estimate. */
    public Builder publishedAtEstimated(boolean value) {
      publishedAtEstimated = value;
      return this;
    }

    /** Sets the claimed time of this revision. */
    public Builder updatedAt(@Nullable Instant value) {
      updatedAt = value;
      return this;
    }

    /** Sets the headline. */
    public Builder title(String value) {
      title = value;
      return this;
    }

    /** Sets the text. */
    public Builder body(String value) {
      body = value;
      return this;
    }

    /** Sets the address. */
    public Builder url(@Nullable String value) {
      url = value;
      return this;
    }

    /** Sets the declared language. */
    public Builder language(@Nullable String value) {
      language = value;
      return this;
    }

    /** Sets the author. */
    public Builder author(@Nullable String value) {
      author = value;
      return this;
    }

    /** Sets what the post is part of. */
    public Builder collection(@Nullable String value) {
      collection = value;
      return this;
    }

    /** Sets what the collection says it is about. */
    public Builder collectionAbout(@Nullable String value) {
      collectionAbout = value;
      return this;
    }

    /** Adds one more field. */
    public Builder extra(String name, String value) {
      extra.put(name, value);
      return this;
    }

    /** Sets when the post was seen. */
    public Builder seenAt(@Nullable Instant value) {
      seenAt = value;
      return this;
    }

    /** The post. */
    public RecordedPost build() {
      return new RecordedPost(
          source,
          id,
          revision,
          status,
          publishedAt,
          publishedAtEstimated,
          updatedAt,
          title,
          body,
          url,
          language,
          author,
          collection,
          collectionAbout,
          extra,
          seenAt);
    }
  }
}
