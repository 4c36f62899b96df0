package io.tocsin.alerts.core.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which keys have to be ticked, and when next, so that a tick costs nothing for the others.
 *
 * <p>It knows each ticking key once. Keys that are due together stand in the order in which they
 * were put: that is mostly the one in which they are taken, so sorting them costs little.
 *
 * @param <E> what stands for a key
 */
final class TickSchedule<E extends TickSchedule.Entry<E>> {

  /** From when on a key has to be ticked that has not. */
  static final long NEVER = Long.MAX_VALUE;

  private final TreeMap<Long, Due<E>> byTime = new TreeMap<>();
  private final Map<String, Set<E>> byRule = new HashMap<>();
  private int size;

  /** A key, which belongs to one schedule. */
  abstract static class Entry<E extends Entry<E>> implements Comparable<E> {

    private final RuleScope key;
    private long time = NEVER;
    private @Nullable E before;
    private @Nullable E after;

    Entry(RuleScope key) {
      this.key = key;
    }

    RuleScope key() {
      return key;
    }

    /** Whether it has to be ticked. */
    boolean isTicking() {
      return time != NEVER;
    }

    /** From when on it has to be ticked; {@link #NEVER} when it has not. */
    long time() {
      return time;
    }

    @Override
    public int compareTo(E other) {
      return key.compareTo(other.key());
    }
  }

  /** The keys that are due at a time. */
  private static final class Due<E extends Entry<E>> {
    private @Nullable E first;
    private @Nullable E last;
  }

  int size() {
    return size;
  }

  /** Which rules have ticking keys. */
  List<String> rules() {
    return new ArrayList<>(byRule.keySet());
  }

  /** Lets a key be ticked from a time on. */
  void put(E key, long time) {
    Entry<E> entry = key;
    if (entry.time == time) {
      return;
    }
    if (entry.isTicking()) {
      leave(key);
    } else {
      byRule.computeIfAbsent(entry.key.ruleId(), rule -> new HashSet<>()).add(key);
      size++;
    }
    join(key, time);
  }

  /** Lets a key be ticked no more. */
  void remove(E key) {
    Entry<E> entry = key;
    if (!entry.isTicking()) {
      return;
    }
    leave(key);
    size--;
    Set<E> ofRule = byRule.get(entry.key.ruleId());
    if (ofRule != null && ofRule.remove(key) && ofRule.isEmpty()) {
      byRule.remove(entry.key.ruleId());
    }
  }

  private void join(E key, long time) {
    Due<E> due = byTime.computeIfAbsent(time, any -> new Due<>());
    Entry<E> entry = key;
    entry.time = time;
    entry.before = due.last;
    if (due.last == null) {
      due.first = key;
    } else {
      Entry<E> last = due.last;
      last.after = key;
    }
    due.last = key;
  }

  private void leave(E key) {
    Entry<E> entry = key;
    @Nullable Due<E> due = byTime.get(entry.time);
    @Nullable Entry<E> before = entry.before;
    @Nullable Entry<E> after = entry.after;
    if (due != null) {
      due.first = before == null ? entry.after : due.first;
      due.last = after == null ? entry.before : due.last;
      if (due.first == null) {
        byTime.remove(entry.time);
      }
    }
    if (before != null) {
      before.after = entry.after;
    }
    if (after != null) {
      after.before = entry.before;
    }
    entry.before = null;
    entry.after = null;
    entry.time = NEVER;
  }

  private static <E extends Entry<E>> @Nullable E after(Entry<E> entry) {
    return entry.after;
  }

  /** Lets all ticking keys of a rule be ticked from a time on. */
  void putAll(String ruleId, long time) {
    for (E key : List.copyOf(byRule.getOrDefault(ruleId, Set.of()))) {
      put(key, time);
    }
  }

  /** From when on the next key has to be ticked; {@link #NEVER} for none. */
  long next() {
    return byTime.isEmpty() ? NEVER : byTime.firstKey();
  }

  /** The keys to be ticked at a time, by rule and scope. */
  List<E> due(long time) {
    List<E> keys = new ArrayList<>();
    for (Due<E> due : byTime.headMap(time, true).values()) {
      for (@Nullable E key = due.first; key != null; key = after(key)) {
        keys.add(key);
      }
    }
    Collections.sort(keys);
    return keys;
  }
}
