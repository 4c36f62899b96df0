package io.tocsin.replay.diff;

import io.tocsin.alerts.core.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of two sets of rules over one history, or of two recordings, held against each other.
 * Two alerts of one rule and scope are the same when they have the same id, or when one rings while
 * the other goes on or within {@link #NEAR} of it.
 *
 * @param unchanged alerts that are the same in all that is compared
 * @param changes all others, by time
 * @param rules of each rule that rings or was changed, by id
 */
public record AlertDiff(int unchanged, List<Change> changes, Map<String, RuleCounts> rules) {

  /** Alerts of one key that ring no further apart than this are taken for the same. */
  public static final Duration NEAR = Duration.ofHours(6);

  public AlertDiff {
    changes = List.copyOf(changes);
    rules = new TreeMap<>(rules);
  }

  /**
   * How many alerts of a rule there are.
   *
   * @param before under the old rules
   * @param after under the new
   * @param change what is not the same in the rule
   */
  public record RuleCounts(
      int before, int after, int added, int lost, int moved, int altered, String change) {}

  /**
   * Compares what two sets of rules gave, or a recording and what a set of rules gave.
   *
   * @param oldRules the old rules; null where the old alerts are a recording
   * @param newRules the new ones
   */
  public static AlertDiff of(
      List<Episode> before,
      List<Episode> after,
      @Nullable List<Rule> oldRules,
      List<Rule> newRules) {
    return new Comparison(oldRules, newRules).compare(before, after);
  }

  /** Compares two recordings, of whose rules nothing is known. */
  public static AlertDiff ofRecordings(List<Episode> before, List<Episode> after) {
    return new Comparison(null, null).compare(before, after);
  }

  /** On the way to a diff. */
  private static final class Comparison {
    private final @Nullable Map<String, Rule> oldRules;
    private final @Nullable Map<String, Rule> newRules;
    private final List<Change> changes = new ArrayList<>();
    private int unchanged;

    Comparison(@Nullable List<Rule> oldRules, @Nullable List<Rule> newRules) {
      this.oldRules = oldRules == null ? null : byId(oldRules);
      this.newRules = newRules == null ? null : byId(newRules);
    }

    private static Map<String, Rule> byId(List<Rule> rules) {
      Map<String, Rule> byId = new HashMap<>();
      rules.forEach(rule -> byId.put(rule.ruleId(), rule));
      return byId;
    }

    AlertDiff compare(List<Episode> before, List<Episode> after) {
      Map<String, List<Episode>> left = byKey(after);
      List<Episode> unmatched = new ArrayList<>();
      for (Episode old : before) {
        if (!take(left, old, candidate -> candidate.alertId().equals(old.alertId()))) {
          unmatched.add(old);
        }
      }
      for (Episode old : unmatched) {
        if (!take(left, old, candidate -> isNear(old, candidate))) {
          changes.add(new Change.Lost(old, reason(old)));
        }
      }
      left.values().forEach(all -> all.forEach(e -> changes.add(new Change.Added(e, reason(e)))));
      changes.sort(
          Comparator.comparing((Change change) -> change.episode().openedAt())
              .thenComparing(change -> change.episode().ruleId())
              .thenComparing(change -> change.episode().scope()));
      return new AlertDiff(unchanged, changes, counts(before, after));
    }

    private static Map<String, List<Episode>> byKey(List<Episode> episodes) {
      Map<String, List<Episode>> byKey = new TreeMap<>();
      for (Episode episode : episodes) {
        byKey.computeIfAbsent(key(episode), key -> new ArrayList<>()).add(episode);
      }
      return byKey;
    }

    private static String key(Episode episode) {
      return episode.ruleId() + "|" + episode.scope();
    }

    private boolean take(Map<String, List<Episode>> left, Episode old, Predicate<Episode> isIt) {
      List<Episode> candidates = left.getOrDefault(key(old), List.of());
      for (Episode candidate : candidates) {
        if (isIt.test(candidate)) {
          candidates.remove(candidate);
          pair(old, candidate);
          return true;
        }
      }
      return false;
    }

    private static boolean isNear(Episode one, Episode other) {
      return begins(one, other) || begins(other, one);
    }

    private static boolean begins(Episode one, Episode within) {
      Instant end = within.endedAt() == null ? Instant.MAX : within.endedAt();
      boolean during = !one.openedAt().isBefore(within.openedAt()) && one.openedAt().isBefore(end);
      Duration apart = Duration.between(within.openedAt(), one.openedAt()).abs();
      return during || apart.compareTo(NEAR) <= 0;
    }

    private void pair(Episode old, Episode now) {
      if (!old.openedAt().equals(now.openedAt())) {
        changes.add(new Change.Moved(old, now, ruleChange(old.ruleId())));
        return;
      }
      List<String> differences = differences(old, now);
      if (differences.isEmpty()) {
        unchanged++;
      } else {
        changes.add(new Change.Altered(old, now, differences));
      }
    }

    private static List<String> differences(Episode old, Episode now) {
      List<String> differences = new ArrayList<>();
      differ(differences, "ended", old.endedAt(), now.endedAt());
      differ(differences, "status", old.status(), now.status());
      differ(differences, "severity", old.severity(), now.severity());
      differ(differences, "peak", old.peak(), now.peak());
      return differences;
    }

    private static void differ(
        List<String> differences, String what, @Nullable Object old, @Nullable Object now) {
      if (!Objects.equals(old, now)) {
        differences.add(
            what + " " + (old == null ? "open" : old) + " → " + (now == null ? "open" : now));
      }
    }

    private String ruleChange(String ruleId) {
      if (newRules == null) {
        return "the rules are not known";
      }
      return oldRules == null
          ? "the old rules are not known"
          : RuleChange.between(oldRules.get(ruleId), newRules.get(ruleId));
    }

    /** A recording does not tell how near its rules were where they did not ring. */
    private String reason(Episode only) {
      if (oldRules == null) {
        return ruleChange(only.ruleId());
      }
      Episode.Standing other = only.other();
      String stood =
          other == null
              ? "the other set counted nothing there"
              : "the other set counted %d of %d in %s from %d sources"
                  .formatted(other.observed(), other.threshold(), other.window(), other.sources());
      return ruleChange(only.ruleId()) + "; " + stood;
    }

    private Map<String, RuleCounts> counts(List<Episode> before, List<Episode> after) {
      Map<String, RuleCounts> counts = new TreeMap<>();
      for (List<Episode> set : List.of(before, after)) {
        set.forEach(
            episode -> counts.computeIfAbsent(episode.ruleId(), id -> count(id, before, after)));
      }
      Set<String> ruleIds = newRules == null ? Set.of() : newRules.keySet();
      ruleIds.forEach(id -> counts.computeIfAbsent(id, any -> count(id, before, after)));
      return counts;
    }

    private RuleCounts count(String ruleId, List<Episode> before, List<Episode> after) {
      return new RuleCounts(
          (int) before.stream().filter(e -> e.ruleId().equals(ruleId)).count(),
          (int) after.stream().filter(e -> e.ruleId().equals(ruleId)).count(),
          of(Change.Added.class, ruleId),
          of(Change.Lost.class, ruleId),
          of(Change.Moved.class, ruleId),
          of(Change.Altered.class, ruleId),
          ruleChange(ruleId));
    }

    private int of(Class<? extends Change> kind, String ruleId) {
      return (int)
          changes.stream()
              .filter(kind::isInstance)
              .filter(change -> change.episode().ruleId().equals(ruleId))
              .count();
    }
  }

  /** Whether all alerts are the same. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
