package io.tocsin.replay.core;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of a post's times a replay runs on. */
public enum AsOf {
  /** When it was seen, else when it was published: would we have been warned in time? */
  SEEN {
    @Override
    public Optional<Instant> timeOf(RecordedPost post) {
      return first(post.seenAt(), published(post));
    }
  },
  /** When this revision was published, else when it was seen: as if we had seen all at once. */
  PUBLISHED {
    @Override
    public Optional<Instant> timeOf(RecordedPost post) {
      return first(published(post), post.seenAt());
    }
  };

  /** The time of a post; empty if it has none at all. */
  public abstract Optional<Instant> timeOf(RecordedPost post);

  private static @Nullable Instant published(RecordedPost post) {
    return post.updatedAt() == null ? post.publishedAt() : post.updatedAt();
  }

  private static Optional<Instant> first(@Nullable Instant one, @Nullable Instant other) {
    return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
