package io.tocsin.replay.core;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Posts of the past in the order of time, which can be gone through as often as wanted. */
public interface History {

  /** What is known before the first post is sent. */
  Extent extent();

  /**
   * Begins at the first post.
   *
   * @throws IOException if the device fails
   */
  Cursor open() throws IOException;

  /**
   * How much it is.
   *
   * @param posts number of deliveries
   * @param first time of the first
   * @param last time of the last
   */
  record Extent(long posts, Instant first, Instant last) {}

  /** A place in a history. */
  interface Cursor extends Closeable {

    /**
     * The next post; empty at the end. Never earlier than the one before.
     *
     * @throws IOException if the device fails
     */
    Optional<TimedPost> next() throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * A history that is in memory. Posts of the same time keep their order.
   *
   * @param posts in any order
   * @param asOf which of their times counts
   * @param range what of them is taken
   * @throws HistoryException if a post has no time, or none is in the range
   */
  static History of(List<RecordedPost> posts, AsOf asOf, TimeRange range) {
    List<TimedPost> timed =
        posts.stream()
            .map(post -> new TimedPost(timeOf(post, asOf), post))
            .filter(post -> range.contains(post.time()))
            .sorted(Comparator.comparing(TimedPost::time))
            .toList();
    return ordered(timed);
  }

  /** A history of posts that are in order already. */
  static History ordered(List<TimedPost> posts) {
    if (posts.isEmpty()) {
      throw new HistoryException("history", List.of("no post in the range"));
    }
    return new InMemory(
        posts, new Extent(posts.size(), posts.get(0).time(), posts.get(posts.size() - 1).time()));
  }

  private static Instant timeOf(RecordedPost post, AsOf asOf) {
    return asOf.timeOf(post)
        .orElseThrow(
            () ->
                new HistoryException(
                    post.postKey(), List.of("has neither seenAt nor publishedAt")));
  }

  /** A history as a list. */
  record InMemory(List<TimedPost> posts, Extent extent) implements History {

    @Override
    public Cursor open() {
      Iterator<TimedPost> rest = posts.iterator();
      return new Cursor() {
        @Override
        public Optional<TimedPost> next() {
          return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
        }

        @Override
        public void close() {
          // nothing is held
        }
      };
    }
  }
}
