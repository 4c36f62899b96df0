package io.tocsin.dashboard.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The latest state of each source and its last events, of so many sources: for want of room the one
 * goes that was not heard of the longest, but none that is in trouble while another can go. For
 * several threads.
 */
public final class SourceBoard {
  /** Events of one source that are kept. */
  public static final int EVENTS_OF_ONE = 5;

  private static final List<String> WORST_FIRST =
      List.of("SILENT", "FLOODING", "QUIET", "LEARNING", "OK");
  private static final Set<String> TROUBLE = Set.of("SILENT", "FLOODING");
  private static final Comparator<BoardSource> ORDER =
      Comparator.<BoardSource>comparingInt(source -> rank(source.state()))
          .thenComparing(source -> source.key().source());

  private final int limit;
  private final Map<SourceKey, Entry> entries = new LinkedHashMap<>();

  /**
   * An empty one.
   *
   * @param limit sources of all namespaces, at least 1
   */
  public SourceBoard(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + ": expected at least 1");
    }
    this.limit = limit;
  }

  /**
   * A source.
   *
   * @param key which
   * @param state how it is: {@code SILENT} and so on; empty if that is not told
   * @param json its state
   * @param events the last that happened to it, each as JSON, oldest first
   */
  public record BoardSource(SourceKey key, String state, String json, List<String> events) {
    public BoardSource {
      events = List.copyOf(events);
    }
  }

  /**
   * An answer.
   *
   * @param states how many sources of the namespace there are in each state
   * @param total how many of them were asked for
   * @param sources the first of those, worst first
   */
  public record Found(SortedMap<String, Integer> states, int total, List<BoardSource> sources) {
    public Found {
      sources = List.copyOf(sources);
    }
  }

  private static final class Entry {
    private String state = "";
    private String json = "";
    private final Deque<String> events = new ArrayDeque<>();

    private boolean isInTrouble() {
      return TROUBLE.contains(state);
    }
  }

  private static int rank(String state) {
    int rank = WORST_FIRST.indexOf(state);
    return rank < 0 ? WORST_FIRST.size() : rank;
  }

  /** Takes a state. */
  public synchronized void take(SourceKey key, String state, String json) {
    Entry entry = heardOf(key);
    entry.state = state;
    entry.json = json;
    makeRoom();
  }

  /** Takes what happened to a source. */
  public synchronized void happened(SourceKey key, String json) {
    Entry entry = heardOf(key);
    entry.events.addLast(json);
    if (entry.events.size() > EVENTS_OF_ONE) {
      entry.events.removeFirst();
    }
    makeRoom();
  }

  private Entry heardOf(SourceKey key) {
    Entry known = entries.remove(key);
    Entry entry = known == null ? new Entry() : known;
    entries.put(key, entry);
    return entry;
  }

  private void makeRoom() {
    if (entries.size() <= limit) {
      return;
    }
    Iterator<Entry> longestAgo = entries.values().iterator();
    for (int i = 0; i < limit; i++) {
      if (!longestAgo.next().isInTrouble()) {
        longestAgo.remove();
        return;
      }
    }
    entries.remove(entries.keySet().iterator().next());
  }

  /** It is not watched any more. */
  public synchronized void remove(SourceKey key) {
    entries.remove(key);
  }

  /** Removes the states of a namespace, or what happened there. */
  public synchronized void forget(String namespace, boolean events) {
    entries.forEach(
        (key, entry) -> {
          if (key.namespace().equals(namespace) && events) {
            entry.events.clear();
          } else if (key.namespace().equals(namespace)) {
            entry.state = "";
            entry.json = "";
          }
        });
    entries.values().removeIf(entry -> entry.json.isEmpty() && entry.events.isEmpty());
  }

  /**
   * The sources of a namespace.
   *
   * @param states that are asked for; empty for all
   * @param most how many are given
   */
  public synchronized Found find(String namespace, Set<String> states, int most) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    List<BoardSource> found = new ArrayList<>();
    entries.forEach(
        (key, entry) -> {
          if (key.namespace().equals(namespace) && !entry.json.isEmpty()) {
            counts.merge(entry.state, 1, Integer::sum);
            found.add(new BoardSource(key, entry.state, entry.json, List.copyOf(entry.events)));
          }
        });
    found.removeIf(source -> !states.isEmpty() && !states.contains(source.state()));
    found.sort(ORDER);
    return new Found(counts, found.size(), found.subList(0, Math.min(most, found.size())));
  }
}
