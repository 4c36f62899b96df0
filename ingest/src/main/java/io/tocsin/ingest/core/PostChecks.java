package io.tocsin.ingest.core;

import io.tocsin.ingest.core.clean.TextCleaner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules that every source post must keep, whatever form it came in; they are tried in order and
 * the first broken one decides the reason.
 */
public final class PostChecks {
  /** Times outside these are faults, not claims; they also keep arithmetic on times safe. */
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private static final List<Function<SourcePost, Optional<Reading<SourcePost>>>> RULES =
      List.of(
          p -> identity("source", p.source(), Limits.SOURCE),
          p -> reserved(p.source()),
          p -> identity("id", p.id(), Limits.ID),
          p -> length("title", p.title(), Limits.TITLE),
          p -> length("body", p.body(), Limits.BODY),
          p -> length("url", p.url(), Limits.URL),
          p -> length("language", p.language(), Limits.LANGUAGE),
          p -> length("author", p.author(), Limits.AUTHOR),
          p -> length("collection", p.collection(), Limits.COLLECTION),
          p -> length("collectionAbout", p.collectionAbout(), Limits.COLLECTION_ABOUT),
          p -> natural("revision", p.revision()),
          p -> plausible("publishedAt", p.publishedAt()),
          p -> plausible("updatedAt", p.updatedAt()),
          PostChecks::text);

  private PostChecks() {}

  /** The post with source and id stripped and extra bounded, or the first rule it breaks. */
  public static Reading<SourcePost> check(SourcePost post) {
    SourcePost trimmed = trimmed(post);
    return RULES.stream()
        .flatMap(rule -> rule.apply(trimmed).stream())
        .findFirst()
        .orElseGet(() -> Reading.accepted(trimmed));
  }

  private static SourcePost trimmed(SourcePost p) {
    return new SourcePost(
        p.source().strip(),
        p.id().strip(),
        p.revision(),
        p.claim(),
        p.publishedAt(),
        p.publishedAtEstimated(),
        p.updatedAt(),
        p.title(),
        p.body(),
        p.url(),
        p.language(),
        p.author(),
        p.collection(),
        p.collectionAbout(),
        Extras.bounded(p.extra()));
  }

  private static Optional<Reading<SourcePost>> identity(String name, String value, int limit) {
    if (value.isEmpty()) {
      return refuse(RejectReason.MISSING_FIELD, name + ": blank; expected a non-empty string");
    }
    if (value.codePoints().anyMatch(PostChecks::unprintable)) {
      return refuse(
          RejectReason.CONTROL_CHARACTER,
          name + ": " + Excerpt.of(value) + " holds a control character; expected plain text");
    }
    return length(name, value, limit);
  }

  private static boolean unprintable(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || TextCleaner.isInvisible(c)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static Optional<Reading<SourcePost>> reserved(String source) {
    if (source.startsWith("~") || source.indexOf(':') >= 0) {
      return refuse(
          RejectReason.RESERVED_CHARACTER,
          "source: "
              + Excerpt.of(source)
              + " is reserved; expected no ':' and no '~' at the beginning");
    }
    return Optional.empty();
  }

  private static Optional<Reading<SourcePost>> length(
      String name, @Nullable String value, int limit) {
    if (value != null && value.length() > limit) {
      return refuse(
          RejectReason.FIELD_TOO_LONG,
          name
              + ": "
              + Excerpt.of(value)
              + " is too long; expected at most "
              + limit
              + " characters");
    }
    return Optional.empty();
  }

  private static Optional<Reading<SourcePost>> natural(String name, @Nullable Long value) {
    if (value != null && value < 0) {
      return refuse(
          RejectReason.BAD_NUMBER, name + ": " + value + " is negative; expected 0 or more");
    }
    return Optional.empty();
  }

  private static Optional<Reading<SourcePost>> plausible(String name, @Nullable Instant time) {
    if (time != null && !isPlausible(time)) {
      return refuse(
          RejectReason.BAD_DATE,
          name + ": " + time + " is not plausible; expected a time from 1900 to 2199");
    }
    return Optional.empty();
  }

  /** Whether a time can be one of a post: from 1900 to 2199. */
  public static boolean isPlausible(Instant time) {
    return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
  }

  private static Optional<Reading<SourcePost>> text(SourcePost post) {
    if (post.title().isBlank() && post.body().isBlank() && !post.claim().kills()) {
      return refuse(
          RejectReason.NO_TEXT,
          "title, body: both empty; expected text in one of them, or a status that takes the post"
              + " back");
    }
    return Optional.empty();
  }

  private static Optional<Reading<SourcePost>> refuse(RejectReason reason, String detail) {
    return Optional.of(Reading.rejected(reason, detail));
  }
}
