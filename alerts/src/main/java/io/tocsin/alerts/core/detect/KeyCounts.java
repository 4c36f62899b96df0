package io.tocsin.alerts.core.detect;

import java.util.HashMap;
import java.util.Map;

/**
 * How many keys of each rule a partition remembers. A rule that has as many as it may takes no new
 * ones, so that whoever invents names cannot fill the store.
 */
final class KeyCounts {

  private static final double CROWDED = 0.75;

  private final int most;
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Of no keys.
   *
   * @param most keys that each rule may have
   */
  KeyCounts(int most) {
    this.most = most;
  }

  void add(RuleScope key) {
    counts.merge(key.ruleId(), 1, Integer::sum);
  }

  void remove(RuleScope key) {
    counts.computeIfPresent(key.ruleId(), (rule, count) -> count == 1 ? null : count - 1);
  }

  /** Whether a rule may have another key. */
  boolean hasRoom(String ruleId) {
    return counts.getOrDefault(ruleId, 0) < most;
  }

  /** How many keys each rule should give up, so that there is room for new ones. */
  Map<String, Integer> surplus() {
    Map<String, Integer> surplus = new HashMap<>();
    int enough = (int) (CROWDED * most);
    counts.forEach(
        (rule, count) -> {
          if (count > enough) {
            surplus.put(rule, count - enough);
          }
        });
    return surplus;
  }
}
