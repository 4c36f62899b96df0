package io.tocsin.replay.core;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Several histories as one, in the order of time; posts of the same time in the order of the
 * histories. One post of each is in memory.
 */
final class MergedHistory implements History {

  private final List<History> parts;
  private final Extent extent;

  /** Of at least one. */
  MergedHistory(List<History> parts) {
    this.parts = List.copyOf(parts);
    this.extent =
        this.parts.stream().map(History::extent).reduce(MergedHistory::both).orElseThrow();
  }

  private static Extent both(Extent one, Extent other) {
    return new Extent(
        one.posts() + other.posts(),
        earlier(one.first(), other.first()),
        one.last().isAfter(other.last()) ? one.last() : other.last());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  @Override
  public Extent extent() {
    return extent;
  }

  @Override
  public Cursor open() throws IOException {
    MergingCursor cursor = new MergingCursor();
    try {
      for (History part : parts) {
        cursor.add(part.open());
      }
      return cursor;
    } catch (IOException | RuntimeException failed) {
      cursor.close();
      throw failed;
    }
  }

  /** The next post of a part. */
  private record Head(TimedPost post, int part) {}

  /** A place in each of them. */
  private static final class MergingCursor implements Cursor {

    private final List<Cursor> cursors = new ArrayList<>();
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(
            Comparator.comparing((Head head) -> head.post().time()).thenComparingInt(Head::part));

    private void add(Cursor cursor) throws IOException {
      cursors.add(cursor);
      advance(cursors.size() - 1);
    }

    private void advance(int part) throws IOException {
      cursors.get(part).next().ifPresent(post -> heads.add(new Head(post, part)));
    }

    @Override
    public Optional<TimedPost> next() throws IOException {
      Head head = heads.poll();
      if (head == null) {
        return Optional.empty();
      }
      advance(head.part());
      return Optional.of(head.post());
    }

    @Override
    public void close() throws IOException {
      for (Cursor cursor : cursors) {
        cursor.close();
      }
    }
  }
}
