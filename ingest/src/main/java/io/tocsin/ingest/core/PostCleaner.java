package io.tocsin.ingest.core;

import io.tocsin.ingest.core.TimeRules.CheckedTimes;
import io.tocsin.ingest.core.clean.Draft;
import io.tocsin.ingest.core.clean.TextCleaner;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a checked source post into a clean one: its texts cleaned, its times checked. */
public final class PostCleaner {
  private final TimeRules timeRules;

  /** A cleaner that checks times by the rules given. */
  public PostCleaner(TimeRules timeRules) {
    this.timeRules = timeRules;
  }

  /**
   * The clean post, or a refusal when cleaning leaves no text of a post that is not a kill. Of one
   * that is to be forgotten nothing is kept but who, which and when.
   *
   * @param late whether its raw record was lifted above a watermark
   */
  public Reading<CleanPost> clean(SourcePost post, Instant seenAt, boolean late) {
    Draft draft =
        post.claim().kills()
            ? Draft.of("", "", null)
            : TextCleaner.clean(Draft.of(post.title(), post.body(), post.url()));
    if (draft.title().isEmpty() && draft.body().isEmpty() && !post.claim().kills()) {
      return Reading.rejected(
          RejectReason.NO_TEXT,
          "title, body: nothing is left of "
              + Excerpt.of(post.title().isBlank() ? post.body() : post.title())
              + " after cleaning; expected text");
    }
    SourcePost kept = post.claim() == Claim.ERASED ? post.bare() : post;
    return Reading.accepted(assemble(kept, draft, seenAt, late));
  }

  private CleanPost assemble(SourcePost post, Draft draft, Instant seenAt, boolean late) {
    String address = label(post.url());
    boolean web = address != null && WebAddress.isWeb(address);
    CheckedTimes times = timeRules.check(post, seenAt);
    Set<PostFlag> flags = EnumSet.noneOf(PostFlag.class);
    if (times.futureClaim()) {
      flags.add(PostFlag.FUTURE_CLAIM);
    }
    if (late) {
      flags.add(PostFlag.LATE);
    }
    if (post.claim() == Claim.ERASED) {
      flags.add(PostFlag.ERASED);
    }
    return new CleanPost(
        post.source(),
        post.id(),
        post.revision(),
        post.claim().kills(),
        seenAt,
        times.publishedAt(),
        times.publishedAtEstimated(),
        times.updatedAt(),
        flags,
        draft.title(),
        draft.body(),
        web ? address : null,
        address == null ? null : WebAddress.canonical(address).orElse(null),
        label(post.language()),
        label(post.author()),
        label(post.collection()),
        label(post.collectionAbout()),
        draft.bylines().isEmpty() ? null : String.join("; ", draft.bylines()),
        draft.captions(),
        draft.links(),
        draft.furniture(),
        web || address == null ? post.extra() : Extras.with(post.extra(), "url", address));
  }

  private static @Nullable String label(@Nullable String text) {
    String line = text == null ? "" : TextCleaner.label(text);
    return line.isEmpty() ? null : line;
  }
}
