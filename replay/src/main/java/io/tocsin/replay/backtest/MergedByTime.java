package io.tocsin.replay.backtest;

import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.replay.core.HistoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Posts of several files, each in the order of time, as one history in that order; at the same time
 * the file that was named first comes first. Bad lines end it, at most twenty told at once.
 */
final class MergedByTime implements Batches<PreparedPost.Timed> {

  private static final int POSTS = 256;
  private static final Comparator<Head> ORDER =
      Comparator.<Head>comparingLong(head -> head.post.time()).thenComparingInt(head -> head.place);

  private final List<String> names;
  private final PriorityQueue<Head> heads = new PriorityQueue<>(ORDER);
  private final List<Head> unopened = new ArrayList<>();

  /**
   * Over files.
   *
   * @param names how the files are called in messages
   * @param files what was read of each
   */
  MergedByTime(List<String> names, List<Batches<PreparedPost>> files) {
    this.names = names;
    for (int place = 0; place < files.size(); place++) {
      unopened.add(new Head(place, files.get(place)));
    }
  }

  @Override
  public Optional<List<PreparedPost.Timed>> next() throws IOException {
    for (Head head : unopened) {
      queue(head);
    }
    unopened.clear();
    List<PreparedPost.Timed> batch = new ArrayList<>(POSTS);
    while (batch.size() < POSTS && !heads.isEmpty()) {
      Head head = heads.remove();
      batch.add(head.post);
      queue(head);
    }
    return batch.isEmpty() ? Optional.empty() : Optional.of(batch);
  }

  private void queue(Head head) throws IOException {
    if (head.advance()) {
      heads.add(head);
    }
  }

  /** How far a file has been taken. */
  private final class Head {
    private final int place;
    private final Batches<PreparedPost> file;
    private Iterator<PreparedPost> rest = List.<PreparedPost>of().iterator();
    private PreparedPost.Timed post = NOTHING;

    Head(int place, Batches<PreparedPost> file) {
      this.place = place;
      this.file = file;
    }

    /** Goes to the next post; false at the end. */
    boolean advance() throws IOException {
      Optional<PreparedPost> next = read();
      if (next.isEmpty()) {
        return false;
      }
      if (next.get() instanceof PreparedPost.Bad bad) {
        throw problems(bad);
      }
      PreparedPost.Timed timed = (PreparedPost.Timed) next.get();
      if (timed.time() < post.time()) {
        throw new UnsortedException(timed.file(), timed.number());
      }
      post = timed;
      return true;
    }

    private Optional<PreparedPost> read() throws IOException {
      while (!rest.hasNext()) {
        Optional<List<PreparedPost>> batch = file.next();
        if (batch.isEmpty()) {
          return Optional.empty();
        }
        rest = batch.get().iterator();
      }
      return Optional.of(rest.next());
    }

    private HistoryException problems(PreparedPost.Bad first) throws IOException {
      List<String> problems = new ArrayList<>(List.of(first.problem().message()));
      Optional<PreparedPost> next = read();
      while (next.isPresent() && problems.size() < HistoryException.MOST_PROBLEMS) {
        if (next.get() instanceof PreparedPost.Bad bad && bad.file() == first.file()) {
          problems.add(bad.problem().message());
        }
        next = read();
      }
      return new HistoryException(names.get(first.file()), problems);
    }
  }

  private static final PreparedPost.Timed NOTHING =
      new PreparedPost.Timed(0, 0, Long.MIN_VALUE, Reading.rejected(RejectReason.EMPTY_VALUE, ""));
}
