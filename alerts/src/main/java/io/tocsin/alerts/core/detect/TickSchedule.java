package io.tocsin.alerts.core.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which keys have to be ticked, and when next, so that a tick costs nothing for the others.
 *
 * <p>It knows each ticking key once: as many entries as there are ticking keys.
 */
final class TickSchedule {

  private final TreeMap<Long, Set<RuleScope>> byTime = new TreeMap<>();
  private final Map<RuleScope, Long> times = new HashMap<>();
  private final Map<String, Set<RuleScope>> byRule = new HashMap<>();

  int size() {
    return times.size();
  }

  boolean contains(RuleScope key) {
    return times.containsKey(key);
  }

  /** From when on a key has to be ticked; {@link Long#MAX_VALUE} for one that is not. */
  long time(RuleScope key) {
    return times.getOrDefault(key, Long.MAX_VALUE);
  }

  /** Which rules have ticking keys. */
  List<String> rules() {
    return new ArrayList<>(byRule.keySet());
  }

  /** Lets a key be ticked from a time on. */
  void put(RuleScope key, long time) {
    Long before = times.put(key, time);
    if (before == null) {
      byRule.computeIfAbsent(key.ruleId(), rule -> new HashSet<>()).add(key);
    } else if (before == time) {
      return;
    } else {
      leave(before, key);
    }
    byTime.computeIfAbsent(time, any -> new HashSet<>()).add(key);
  }

  /** Lets a key be ticked no more. */
  void remove(RuleScope key) {
    Long before = times.remove(key);
    if (before != null) {
      leave(before, key);
      Set<RuleScope> ofRule = byRule.get(key.ruleId());
      if (ofRule != null && ofRule.remove(key) && ofRule.isEmpty()) {
        byRule.remove(key.ruleId());
      }
    }
  }

  private void leave(long time, RuleScope key) {
    Set<RuleScope> keys = byTime.get(time);
    if (keys != null && keys.remove(key) && keys.isEmpty()) {
      byTime.remove(time);
    }
  }

  /** Lets all ticking keys of a rule be ticked from a time on. */
  void putAll(String ruleId, long time) {
    for (RuleScope key : List.copyOf(byRule.getOrDefault(ruleId, Set.of()))) {
      put(key, time);
    }
  }

  /** From when on the next key has to be ticked; {@link Long#MAX_VALUE} for none. */
  long next() {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey();
  }

  /** The keys to be ticked at a time, by rule and scope. */
  List<RuleScope> due(long time) {
    List<RuleScope> keys = new ArrayList<>();
    byTime.headMap(time, true).values().forEach(keys::addAll);
    Collections.sort(keys);
    return keys;
  }
}
