package io.tocsin.ingest.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Posts for tests: a plain one, with what a test wants changed. */
record Posts(
    String source,
    String id,
    @Nullable Long revision,
    Claim claim,
    @Nullable Instant publishedAt,
    @Nullable Instant updatedAt,
    String title,
    String body) {

  static final Instant NOON = Instant.parse("2022-02-11T12:00:00Z");

  static Posts post() {
    return new Posts("gazette", "7", null, Claim.USABLE, null, null, "Title", "Body");
  }

  Posts from(String newSource, String newId) {
    return new Posts(newSource, newId, revision, claim, publishedAt, updatedAt, title, body);
  }

  Posts revision(long number) {
    return new Posts(source, id, number, claim, publishedAt, updatedAt, title, body);
  }

  Posts claim(Claim newClaim) {
    return new Posts(source, id, revision, newClaim, publishedAt, updatedAt, title, body);
  }

  Posts published(Instant time) {
    return new Posts(source, id, revision, claim, time, updatedAt, title, body);
  }

  Posts updated(Instant time) {
    return new Posts(source, id, revision, claim, publishedAt, time, title, body);
  }

  Posts text(String newTitle, String newBody) {
    return new Posts(source, id, revision, claim, publishedAt, updatedAt, newTitle, newBody);
  }

  SourcePost delivered() {
    return new SourcePost(
        source,
        id,
        revision,
        claim,
        publishedAt,
        false,
        updatedAt,
        title,
        body,
        null,
        null,
        null,
        null,
        null,
        Map.of());
  }

  CleanPost seen(Instant at) {
    return new CleanPost(
        source,
        id,
        revision,
        claim.kills(),
        at,
        publishedAt == null ? at : publishedAt,
        publishedAt == null,
        updatedAt,
        claim == Claim.ERASED ? Set.of(PostFlag.ERASED) : Set.of(),
        claim.kills() ? "" : title,
        claim.kills() ? "" : body,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }
}
