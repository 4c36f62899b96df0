package io.tocsin.dashboard.core;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The last counts of each rule and scope. It holds so many points of one, and so many of all: for
 * want of room the rule and scope goes first that was neither counted nor asked for the longest.
 * For several threads.
 */
public final class CountStore {
  /** Points of one rule and scope. */
  public static final int MOST_OF_ONE = 2_000;

  private final int limit;
  private final Map<SeriesKey, Deque<CountPoint>> series = new LinkedHashMap<>(16, 0.75f, true);
  private int size;

  /**
   * An empty one.
   *
   * @param limit points of all, at least {@link #MOST_OF_ONE}
   */
  public CountStore(int limit) {
    if (limit < MOST_OF_ONE) {
      throw new IllegalArgumentException("limit " + limit + ": expected at least " + MOST_OF_ONE);
    }
    this.limit = limit;
  }

  /**
   * What is known of a rule and scope in a range.
   *
   * @param since time of the first point that is known at all
   * @param points in the order of time: the last before the range, which holds at its beginning,
   *     then those in it
   */
  public record Found(Instant since, List<CountPoint> points) {
    public Found {
      points = List.copyOf(points);
    }
  }

  /** Takes a count; those of the same time and later ones go, because it was counted anew. */
  public synchronized void take(SeriesKey key, CountPoint point) {
    Deque<CountPoint> points = series.computeIfAbsent(key, unknown -> new ArrayDeque<>());
    while (!points.isEmpty() && !points.getLast().at().isBefore(point.at())) {
      points.removeLast();
      size--;
    }
    if (points.size() == MOST_OF_ONE) {
      points.removeFirst();
      size--;
    }
    points.addLast(point);
    size++;
    makeRoom();
  }

  private void makeRoom() {
    while (size > limit) {
      Map.Entry<SeriesKey, Deque<CountPoint>> stillest = series.entrySet().iterator().next();
      size -= stillest.getValue().size();
      series.remove(stillest.getKey());
    }
  }

  /** What is known; empty if nothing is. */
  public synchronized Optional<Found> find(SeriesKey key, TimeRange range) {
    if (!series.containsKey(key)) {
      return Optional.empty();
    }
    Deque<CountPoint> known = series.get(key);
    List<CountPoint> points = new ArrayList<>();
    for (CountPoint point : known) {
      if (point.at().isBefore(range.from())) {
        points.clear();
      }
      if (point.at().isBefore(range.to())) {
        points.add(point);
      }
    }
    return Optional.of(new Found(known.getFirst().at(), points));
  }

  /** The scopes of a rule in which something is known to be counted. */
  public synchronized SortedSet<String> scopes(String namespace, String rule) {
    SortedSet<String> scopes = new TreeSet<>();
    for (SeriesKey key : series.keySet()) {
      if (key.namespace().equals(namespace) && key.rule().equals(rule)) {
        scopes.add(key.scope());
      }
    }
    return scopes;
  }

  /** Removes what is known of a namespace. */
  public synchronized void forget(String namespace) {
    series
        .entrySet()
        .removeIf(
            entry -> {
              boolean goes = entry.getKey().namespace().equals(namespace);
              size -= goes ? entry.getValue().size() : 0;
              return goes;
            });
  }

  /** Points that are held. */
  public synchronized int size() {
    return size;
  }
}
