package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a key is held against beside its own past, the same in all partitions: how much is published
 * at all, and how many other scopes its rule has to watch.
 */
final class Background {

  /** Factors are rounded up to multiples of this, so that thresholds need not be found so often. */
  private static final double STEP = 1 / 16.0;

  private final Coverage coverage = new Coverage();
  private final BusyScopes scopes = new BusyScopes();

  private Predicate<String> awaited = ruleId -> false;

  /** Learns how to tell which rules still wait for their history. */
  void awaitBaselines(Predicate<String> ruleIds) {
    awaited = ruleIds;
  }

  /** Whether a rule still waits for its history: until then nothing is a spike. */
  boolean isBaselineAwaited(String ruleId) {
    return awaited.test(ruleId);
  }

  /** Takes what was counted, before the clock has passed it. */
  void add(List<MinuteCount> counts) {
    for (MinuteCount count : counts) {
      switch (count.what()) {
        case STORIES -> coverage.add(count.minute(), count.name(), count.count());
        case MENTIONS -> scopes.add(count.minute(), RuleScope.parse(count.name()));
      }
    }
  }

  /** Lets the clock pass a time. */
  void passTo(long time) {
    coverage.passTo(time);
    scopes.passTo(time);
  }

  /** Into how many parts the budget of a rule goes now, at least 1. */
  double parts(Rule rule) {
    return rule.scope() == Rule.Scope.NONE ? 1 : scopes.parts(rule.ruleId());
  }

  /** Takes over what another has found of the scopes of a rule. */
  void takeOver(String ruleId, Background found) {
    scopes.takeOver(ruleId, found.scopes);
  }

  /**
   * How many times as much as usual is published by those who are heard in a window, see {@link
   * Coverage#factor}; at least 1.
   *
   * @param expected voices that are expected in it with the usual coverage, above 0
   */
  double coverage(Voices live, long window, double expected, long now) {
    if (!coverage.knowsSources()) {
      return 1;
    }
    Map<String, Integer> voices = new HashMap<>();
    Map<String, Integer> posts = new HashMap<>();
    live.forEachAfter(
        now - window,
        (source, leads) -> {
          posts.merge(source, 1, Integer::sum);
          voices.merge(source, leads ? 1 : 0, Integer::sum);
        });
    return StrictMath.ceil(coverage.factor(window, expected, voices, posts) / STEP) * STEP;
  }

  /** Writes what has changed since the last time. */
  void store(KeyStates states) {
    coverage.store(states);
    scopes.store(states);
  }

  /**
   * Takes up a state that {@link #store} wrote, and passes over any other.
   *
   * @throws io.tocsin.runtime.stores.UnreadableStateException when it is of another format
   */
  void restore(String key, byte[] bytes) {
    if (Coverage.isKey(key)) {
      coverage.restore(key, bytes);
    } else if (BusyScopes.isKey(key)) {
      scopes.restore(key, bytes);
    }
  }
}
