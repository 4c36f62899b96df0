package io.tocsin.dashboard;

import io.tocsin.dashboard.core.AlertBoard;
import io.tocsin.dashboard.core.AlertFilter;
import io.tocsin.dashboard.core.AlertKey;
import io.tocsin.dashboard.core.BoardAlert;
import io.tocsin.dashboard.core.Cursor;
import io.tocsin.dashboard.core.EventPartition;
import io.tocsin.dashboard.core.EventRing;
import io.tocsin.dashboard.core.RingEntry;
import io.tocsin.dashboard.core.RingEntry.Happened;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Board and ring together, between the one thread that fills them and the many that look and
 * follow.
 */
final class LiveBoard {
  private final AlertBoard board;
  private final EventRing ring;
  private final SortedSet<String> namespaces = new TreeSet<>();
  private boolean complete;
  private boolean closed;

  LiveBoard(int alerts, int events) {
    board = new AlertBoard(alerts);
    ring = new EventRing(events);
  }

  /**
   * What was found at one moment.
   *
   * @param complete whether the topics were read to their end since the start
   * @param namespaces all that are shown
   * @param total how many alerts there are
   * @param alerts the first of them
   * @param cursor who follows from here misses nothing
   */
  record Look(
      boolean complete,
      SortedSet<String> namespaces,
      int total,
      List<BoardAlert> alerts,
      Cursor cursor) {}

  /**
   * What comes next.
   *
   * @param entries in their order
   * @param next number of the entry behind them
   * @param tooSlow whether entries went before they were asked for
   */
  record Batch(List<RingEntry> entries, long next, boolean tooSlow) {}

  /**
   * Where somebody begins to follow.
   *
   * @param from number of the first entry
   * @param cursor what of it is known already
   * @param reached whether nothing between cursor and ring is missing
   */
  record Start(long from, Cursor cursor, boolean reached) {}

  synchronized void open(EventPartition partition, long from, boolean whole) {
    namespaces.add(partition.namespace());
    ring.open(partition, from, whole);
  }

  synchronized void take(BoardAlert alert) {
    board.take(alert);
  }

  /** Who follows hears of each event; where it tells of an alert that is gone, looks again. */
  synchronized void happened(Happened event, BoardAlert after) {
    boolean there = board.takeEvent(after);
    ring.add(event);
    if (!there) {
      ring.changed();
    }
    notifyAll();
  }

  synchronized void delete(AlertKey key) {
    if (board.delete(key)) {
      ring.changed();
      notifyAll();
    }
  }

  synchronized void forget(String namespace) {
    namespaces.remove(namespace);
    board.forget(namespace);
    ring.forget(namespace);
    notifyAll();
  }

  synchronized void completed() {
    complete = true;
    notifyAll();
  }

  synchronized boolean isComplete() {
    return complete;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Lets all who follow go. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized Look look(AlertFilter filter, int limit) {
    AlertBoard.Found found = board.find(filter, limit);
    return new Look(complete, new TreeSet<>(namespaces), found.total(), found.alerts(), ring.end());
  }

  synchronized AlertBoard.Found ringingAt(Instant time, AlertFilter filter, int limit) {
    return board.ringingAt(time, filter, limit);
  }

  synchronized Optional<BoardAlert> find(AlertKey key) {
    return board.find(key);
  }

  synchronized List<Happened> events(AlertKey key) {
    return ring.of(key);
  }

  synchronized SortedSet<String> namespaces() {
    return new TreeSet<>(namespaces);
  }

  synchronized int openCount() {
    return board.openCount();
  }

  /** How many alerts of a namespace are so. */
  synchronized long count(String namespace, String status) {
    return board.count(namespace, status);
  }

  synchronized int endedCount() {
    return board.endedCount();
  }

  synchronized long evicted() {
    return board.evicted();
  }

  /**
   * Begins to follow; a cursor can be judged only when {@link #isComplete()}.
   *
   * @param seen what is known already; without it, all until now
   */
  synchronized Start follow(Optional<Cursor> seen) {
    if (seen.isEmpty() || !ring.reaches(seen.get())) {
      return new Start(ring.next(), ring.end(), seen.isEmpty());
    }
    return new Start(ring.first(), seen.get(), true);
  }

  /**
   * Waits for what comes next.
   *
   * @param from number of the first entry wanted
   * @param millis how long it waits if there is none
   * @param atMost how many are given
   */
  synchronized Batch next(long from, long millis, int atMost) throws InterruptedException {
    long deadline = deadline(millis);
    while (ring.next() <= from && !closed && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
    if (from < ring.first()) {
      return new Batch(List.of(), from, true);
    }
    long to = Math.min(ring.next(), from + atMost);
    return new Batch(ring.entries(from, to), to, false);
  }

  /** Waits until the topics are read to their end, or all is over. */
  synchronized boolean awaitComplete(long millis) throws InterruptedException {
    long deadline = deadline(millis);
    while (!complete && !closed && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
    return complete;
  }

  private static long deadline(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
