package io.tocsin.ingest.core;

import io.tocsin.ingest.core.Verdict.Effective;
import io.tocsin.ingest.core.Verdict.Redelivery;
import io.tocsin.ingest.core.Verdict.Stale;
import io.tocsin.ingest.core.Verdict.StaleReason;
import io.tocsin.runtime.probe.ProbeRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a delivered revision changes its post.
 *
 * <p>Which of two revisions is older is decided by the source's revision numbers if both have one,
 * else by updatedAt if both have it, else by arrival. Older ones are stale; equal headline, text
 * and status are a re-delivery. A kill is a revision like any other, also of a post never seen, so
 * that what is provably older than the kill stays dead; a newer usable revision revives the post,
 * but a repetition of the very text that was taken back does so only with proof of being newer.
 *
 * <p>An erasure is a kill after which nothing revives the post without proof of being newer. One
 * without an updatedAt counts as made when it was seen. As long as what was erased comes again, the
 * post stays remembered.
 *
 * <p>Backlog: a post's first usable revision is backlog when it was published long before it was
 * seen. A later revision is backlog only if the one before was and its own publishedAt is still
 * that old: an edit of a post that was seen in time stays news, an edit of old news stays old.
 * Posts of the end-to-end probe are backlog whatever their times are.
 */
public final class RevisionTracker {
  /** Re-deliveries move the expiry of a post in steps of this, to spare the store. */
  private static final Duration REFRESH = Duration.ofHours(1);

  private final TimeRules timeRules;
  private final Duration memory;

  /**
   * A tracker.
   *
   * @param memory how long after it was last seen a post is remembered; numbering begins anew after
   */
  public RevisionTracker(TimeRules timeRules, Duration memory) {
    this.timeRules = timeRules;
    this.memory = memory;
  }

  /** Judges a post by what is remembered of it, {@code null} for nothing. */
  public Verdict judge(@Nullable RevisionMemory remembered, CleanPost post) {
    if (remembered == null || isExpired(remembered, post.seenAt())) {
      return first(post);
    }
    return staleness(remembered, post)
        .<Verdict>map(reason -> new Stale(reason, refused(remembered, post)))
        .orElseGet(
            () -> isSame(remembered, post) ? again(remembered, post) : next(remembered, post));
  }

  /** Whether a memory is void at a time of the records' own clock. */
  public boolean isExpired(RevisionMemory remembered, Instant now) {
    return remembered.lastSeenAt().plus(memory).isBefore(now);
  }

  private Verdict first(CleanPost post) {
    boolean backlog = !post.killed() && isOld(post);
    Revision revision = new Revision(post, 1, List.of(), backlog, contentHash(post));
    return new Effective(revision, remember(null, post, revision));
  }

  private Verdict next(RevisionMemory before, CleanPost post) {
    boolean showsTitle = post.killed() && !post.erased();
    CleanPost shown = showsTitle ? withTitle(post, before.title()) : post;
    boolean old = isOld(post);
    boolean firstUsable = !post.killed() && before.textHash().isEmpty();
    boolean backlog = firstUsable ? old : before.backlog() && (post.killed() || old);
    Revision revision =
        new Revision(
            shown, before.revision() + 1, changed(before, post), backlog, contentHash(shown));
    return new Effective(revision, remember(before, post, revision));
  }

  private boolean isOld(CleanPost post) {
    return ProbeRecords.isSource(post.source())
        || timeRules.isOld(post.publishedAt(), post.seenAt());
  }

  private static Optional<StaleReason> staleness(RevisionMemory before, CleanPost post) {
    int order = compare(before, post);
    if (order < 0) {
      return Optional.of(
          bothNumbered(before, post) ? StaleReason.LOWER_REVISION : StaleReason.EARLIER_UPDATE);
    }
    if (order > 0 || !before.killed() || post.killed()) {
      return Optional.empty();
    }
    if (before.erased()) {
      return Optional.of(StaleReason.ERASED);
    }
    boolean takenBack = textHash(post).equals(before.textHash());
    return takenBack ? Optional.of(StaleReason.TAKEN_BACK) : Optional.empty();
  }

  /** What was erased must not come to life because it comes for longer than it is remembered. */
  private static RevisionMemory refused(RevisionMemory before, CleanPost post) {
    return before.erased()
        ? seenAgain(before, before.sourceRevision(), before.updatedAt(), post)
        : before;
  }

  /** Negative if the post is provably older than what is remembered, positive if newer. */
  private static int compare(RevisionMemory before, CleanPost post) {
    Long rememberedRevision = before.sourceRevision();
    Long revision = post.sourceRevision();
    if (rememberedRevision != null && revision != null) {
      return revision.compareTo(rememberedRevision);
    }
    Instant rememberedUpdate = before.updatedAt();
    Instant update = post.updatedAt();
    return rememberedUpdate == null || update == null ? 0 : update.compareTo(rememberedUpdate);
  }

  private static boolean bothNumbered(RevisionMemory before, CleanPost post) {
    return before.sourceRevision() != null && post.sourceRevision() != null;
  }

  private static boolean isSame(RevisionMemory before, CleanPost post) {
    if (post.killed() || before.killed()) {
      return post.killed() && before.killed() && (before.erased() || !post.erased());
    }
    return textHash(post).equals(before.textHash());
  }

  private static Verdict again(RevisionMemory before, CleanPost post) {
    return new Redelivery(
        seenAgain(
            before,
            later(before.sourceRevision(), post.sourceRevision()),
            later(before.updatedAt(), updatedAt(post)),
            post));
  }

  private static RevisionMemory seenAgain(
      RevisionMemory before,
      @Nullable Long sourceRevision,
      @Nullable Instant updatedAt,
      CleanPost post) {
    boolean refresh = post.seenAt().isAfter(before.lastSeenAt().plus(REFRESH));
    return new RevisionMemory(
        before.revision(),
        before.killed(),
        before.erased(),
        before.backlog(),
        sourceRevision,
        updatedAt,
        refresh ? post.seenAt() : before.lastSeenAt(),
        before.title(),
        before.textHash(),
        before.bodyHash());
  }

  /** When a revision was made, as far as that is known. */
  private static @Nullable Instant updatedAt(CleanPost post) {
    Instant updatedAt = post.updatedAt();
    return updatedAt == null && post.erased() ? post.seenAt() : updatedAt;
  }

  private static RevisionMemory remember(
      @Nullable RevisionMemory before, CleanPost post, Revision revision) {
    boolean keepText = post.killed();
    return new RevisionMemory(
        revision.number(),
        post.killed(),
        post.erased(),
        revision.backlog(),
        later(before == null ? null : before.sourceRevision(), post.sourceRevision()),
        later(before == null ? null : before.updatedAt(), updatedAt(post)),
        before != null && before.lastSeenAt().isAfter(post.seenAt())
            ? before.lastSeenAt()
            : post.seenAt(),
        keepText ? (before == null || post.erased() ? "" : before.title()) : post.title(),
        keepText ? (before == null ? "" : before.textHash()) : textHash(post),
        keepText ? (before == null ? "" : before.bodyHash()) : bodyHash(post));
  }

  private static <C extends Comparable<C>> @Nullable C later(@Nullable C a, @Nullable C b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static List<String> changed(RevisionMemory before, CleanPost post) {
    List<String> changed = new ArrayList<>();
    if (!post.killed() && !Objects.equals(before.title(), post.title())) {
      changed.add("title");
    }
    if (!post.killed() && !before.bodyHash().equals(bodyHash(post))) {
      changed.add("text");
    }
    if (before.killed() != post.killed() || before.erased() != post.erased()) {
      changed.add("status");
    }
    return changed;
  }

  private static String bodyHash(CleanPost post) {
    return ContentHash.of(post.body());
  }

  private static String textHash(CleanPost post) {
    return ContentHash.of(post.title(), post.body());
  }

  private static String contentHash(CleanPost post) {
    return ContentHash.of(post.title(), post.body(), status(post));
  }

  private static String status(CleanPost post) {
    if (post.erased()) {
      return "ERASED";
    }
    return post.killed() ? "KILLED" : "USABLE";
  }

  private static CleanPost withTitle(CleanPost p, String title) {
    return new CleanPost(
        p.source(),
        p.id(),
        p.sourceRevision(),
        p.killed(),
        p.seenAt(),
        p.publishedAt(),
        p.publishedAtEstimated(),
        p.updatedAt(),
        p.flags(),
        title,
        p.body(),
        p.url(),
        p.canonicalUrl(),
        p.language(),
        p.author(),
        p.collection(),
        p.collectionAbout(),
        p.byline(),
        p.captions(),
        p.links(),
        p.furniture(),
        p.extra());
  }
}
