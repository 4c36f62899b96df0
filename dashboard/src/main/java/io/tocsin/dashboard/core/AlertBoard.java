package io.tocsin.dashboard.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The latest state of each alert, at most so many: beyond it the one goes whose end is longest ago,
 * and only if all ring, the one that has been still for longest. Not for several threads.
 */
public final class AlertBoard {
  private static final Comparator<BoardAlert> NEWEST_FIRST =
      Comparator.comparing(BoardAlert::updatedAt).reversed().thenComparing(BoardAlert::key);

  private final int limit;
  private final Map<AlertKey, BoardAlert> alerts = new HashMap<>();
  private final NavigableSet<BoardAlert> open = new TreeSet<>(NEWEST_FIRST);
  private final NavigableSet<BoardAlert> ended = new TreeSet<>(NEWEST_FIRST);
  private final Set<AlertKey> deleted = new LinkedHashSet<>();
  private long evicted;

  /**
   * An empty board.
   *
   * @param limit at least 1
   */
  public AlertBoard(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + ": expected at least 1");
    }
    this.limit = limit;
  }

  /** Takes a state; one that is older than what is known changes nothing. */
  public void take(BoardAlert alert) {
    deleted.remove(alert.key());
    put(alert);
  }

  /**
   * Takes what an event says. Events and states are on different topics, so the event of an alert
   * whose state is deleted may be read after that: it changes nothing before there is a state
   * again.
   *
   * @return whether the alert may be on the board
   */
  public boolean takeEvent(BoardAlert after) {
    if (deleted.contains(after.key())) {
      return false;
    }
    put(after);
    return true;
  }

  private void put(BoardAlert alert) {
    BoardAlert known = alerts.get(alert.key());
    if (known != null && known.sequence() > alert.sequence()) {
      return;
    }
    remove(alert.key());
    alerts.put(alert.key(), alert);
    place(alert).add(alert);
    if (alerts.size() > limit) {
      remove((ended.isEmpty() ? open : ended).last().key());
      evicted++;
    }
  }

  /**
   * Removes an alert whose state is deleted, and remembers it: as many as the board has room for.
   *
   * @return whether it was on the board
   */
  public boolean delete(AlertKey key) {
    deleted.remove(key);
    deleted.add(key);
    if (deleted.size() > limit) {
      deleted.remove(deleted.iterator().next());
    }
    return remove(key);
  }

  private boolean remove(AlertKey key) {
    BoardAlert known = alerts.remove(key);
    return known != null && place(known).remove(known);
  }

  /** Removes all alerts of a namespace. */
  public void forget(String namespace) {
    alerts.keySet().stream()
        .filter(key -> key.namespace().equals(namespace))
        .toList()
        .forEach(this::remove);
    deleted.removeIf(key -> key.namespace().equals(namespace));
  }

  /**
   * The alerts of a namespace that rang at a time, by what is known of them now: opened before it
   * and not over by then.
   *
   * @param limit how many are given at most
   */
  public Found ringingAt(Instant time, AlertFilter filter, int limit) {
    List<BoardAlert> found = new ArrayList<>();
    int total = 0;
    for (BoardAlert alert : alerts.values()) {
      if (alert.rangAt(time) && filter.accepts(alert)) {
        total++;
        found.add(alert);
      }
    }
    found.sort(Comparator.comparing(BoardAlert::openedAt).thenComparing(BoardAlert::key));
    return new Found(total, found.subList(0, Math.min(limit, found.size())));
  }

  /** One alert. */
  public Optional<BoardAlert> find(AlertKey key) {
    return Optional.ofNullable(alerts.get(key));
  }

  /**
   * What some alerts are, newest first, and how many there are of them.
   *
   * @param limit how many are given at most
   */
  public Found find(AlertFilter filter, int limit) {
    List<BoardAlert> found = new ArrayList<>();
    int total = 0;
    for (NavigableSet<BoardAlert> part : List.of(open, ended)) {
      for (BoardAlert alert : part) {
        if (filter.accepts(alert)) {
          total++;
          if (found.size() < limit) {
            found.add(alert);
          }
        }
      }
    }
    return new Found(total, found);
  }

  /** How many ring. */
  public int openCount() {
    return open.size();
  }

  /** How many have ended and are kept. */
  public int endedCount() {
    return ended.size();
  }

  /** How many alerts of a namespace have a status; looks at all of them. */
  public long count(String namespace, String status) {
    return alerts.values().stream()
        .filter(alert -> alert.key().namespace().equals(namespace))
        .filter(alert -> alert.status().equals(status))
        .count();
  }

  /** How many had to go since the start for want of room. */
  public long evicted() {
    return evicted;
  }

  private NavigableSet<BoardAlert> place(BoardAlert alert) {
    return alert.isOpen() ? open : ended;
  }

  /**
   * An answer.
   *
   * @param total how many there are
   * @param alerts the first of them: those that ring, then those that have ended, each newest first
   */
  public record Found(int total, List<BoardAlert> alerts) {
    public Found {
      alerts = List.copyOf(alerts);
    }
  }
}
