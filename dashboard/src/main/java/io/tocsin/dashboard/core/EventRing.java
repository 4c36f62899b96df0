package io.tocsin.dashboard.core;

import io.tocsin.dashboard.core.RingEntry.Changed;
import io.tocsin.dashboard.core.RingEntry.Happened;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last events of all namespaces in the order in which they were read, at most so many, and how
 * far back they go without a gap. Not for several threads.
 */
public final class EventRing {
  private final @Nullable RingEntry[] entries;
  private final Map<EventPartition, Long> floors = new TreeMap<>();
  private final Map<EventPartition, Long> ends = new TreeMap<>();
  private long next;

  /**
   * An empty ring.
   *
   * @param capacity events that it holds, at least 1
   */
  public EventRing(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity " + capacity + ": expected at least 1");
    }
    this.entries = new RingEntry[capacity];
  }

  /**
   * A partition is going to be read.
   *
   * @param from offset of the first event that comes
   * @param whole whether nothing before it is kept anywhere
   */
  public void open(EventPartition partition, long from, boolean whole) {
    floors.put(partition, whole ? 0 : from);
    ends.put(partition, from);
  }

  /** Takes the next event of a partition that is open. */
  public void add(Happened event) {
    ends.put(event.partition(), event.offset() + 1);
    push(event);
  }

  /** Tells that something of the board went away. */
  public void changed() {
    push(new Changed(""));
  }

  /** Forgets a namespace and tells it. */
  public void forget(String namespace) {
    floors.keySet().removeIf(partition -> partition.namespace().equals(namespace));
    ends.keySet().removeIf(partition -> partition.namespace().equals(namespace));
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] instanceof Happened event && event.partition().namespace().equals(namespace)) {
        entries[i] = null;
      }
    }
    push(new Changed(namespace));
  }

  private void push(RingEntry entry) {
    int slot = slot(next);
    if (entries[slot] instanceof Happened gone) {
      floors.computeIfPresent(gone.partition(), (partition, floor) -> gone.offset() + 1);
    }
    entries[slot] = entry;
    next++;
  }

  /** Whether all that a reader has not seen is here: nothing is missed, nothing was begun anew. */
  public boolean reaches(Cursor cursor) {
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              long at = cursor.at(end.getKey());
              return at >= floors.getOrDefault(end.getKey(), 0L)
                  && (at <= end.getValue() || at == 0);
            });
  }

  /** Behind everything. */
  public Cursor end() {
    return new Cursor(new TreeMap<>(ends));
  }

  /** Number of the oldest entry that is here, counted from 0. */
  public long first() {
    return Math.max(0, next - entries.length);
  }

  /** Number that the next entry will have. */
  public long next() {
    return next;
  }

  /**
   * Entries by number, in their order; those that were forgotten are left out.
   *
   * @param from at least {@link #first()}
   * @param to behind the last
   */
  public List<RingEntry> entries(long from, long to) {
    if (from < first() || to > next) {
      throw new IllegalArgumentException(from + " to " + to + ": not here");
    }
    List<RingEntry> found = new ArrayList<>();
    for (long i = from; i < to; i++) {
      RingEntry entry = entries[slot(i)];
      if (entry != null) {
        found.add(entry);
      }
    }
    return found;
  }

  /** The events of an alert that are here, oldest first. */
  public List<Happened> of(AlertKey key) {
    List<Happened> found = new ArrayList<>();
    for (RingEntry entry : entries(first(), next)) {
      if (entry instanceof Happened event && event.key().equals(key)) {
        found.add(event);
      }
    }
    return found;
  }

  private int slot(long number) {
    return (int) (number % entries.length);
  }
}
