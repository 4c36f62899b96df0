package io.tocsin.ingest.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source's claims about time are checked against when we saw the post, so that one wrong
 * clock moves nobody's time.
 *
 * @param futureTolerance how far a claim may lie after seenAt before it is not believed
 * @param backlogAge how long before seenAt a post must have been published to be backlog
 */
public record TimeRules(Duration futureTolerance, Duration backlogAge) {
  /** 5 minutes of tolerance, 6 hours to backlog. */
  public static final TimeRules DEFAULT = new TimeRules(Duration.ofMinutes(5), Duration.ofHours(6));

  public TimeRules {
    if (futureTolerance.isNegative() || backlogAge.isNegative()) {
      throw new IllegalArgumentException("futureTolerance and backlogAge must not be negative");
    }
  }

  /**
   * Times of a post after the check. A claim in the future is replaced: publishedAt by seenAt (and
   * is then an estimate), updatedAt by nothing, since a believed updatedAt of the year 2099 would
   * make every later revision stale.
   */
  public record CheckedTimes(
      Instant publishedAt,
      boolean publishedAtEstimated,
      @Nullable Instant updatedAt,
      boolean futureClaim) {}

  /** Checks the claims of a post that was seen at {@code seenAt}. */
  public CheckedTimes check(SourcePost post, Instant seenAt) {
    Instant latest = seenAt.plus(futureTolerance);
    Instant published = post.publishedAt();
    Instant updated = post.updatedAt();
    boolean futurePublished = published != null && published.isAfter(latest);
    boolean futureUpdated = updated != null && updated.isAfter(latest);
    boolean claimed = published != null && !futurePublished;
    return new CheckedTimes(
        published != null && !futurePublished ? published : seenAt,
        !claimed || post.publishedAtEstimated(),
        futureUpdated ? null : updated,
        futurePublished || futureUpdated);
  }

  /** Whether a post published at one time and seen at another is old news. */
  public boolean isOld(Instant publishedAt, Instant seenAt) {
    return publishedAt.isBefore(seenAt.minus(backlogAge));
  }
}
