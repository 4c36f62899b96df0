package io.tocsin.ingest.core;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A post as its source delivered it, the same whether it came as JSON or as Avro; nothing in it is
 * checked yet but the types.
 */
public record SourcePost(
    String source,
    String id,
    @Nullable Long revision,
    Claim claim,
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
    Map<String, String> extra) {

  public SourcePost {
    extra = Map.copyOf(extra);
  }

  /** The post key: source and id joined by a colon. */
  public String postKey() {
    return source + ":" + id;
  }

  /** The same without anything that it says: who published it, which one it is, and when. */
  SourcePost bare() {
    return new SourcePost(
        source,
        id,
        revision,
        claim,
        publishedAt,
        publishedAtEstimated,
        updatedAt,
        "",
        "",
        null,
        null,
        null,
        null,
        null,
        Map.of());
  }
}
