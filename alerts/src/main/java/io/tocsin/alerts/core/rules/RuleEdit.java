package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.Rule;
import io.tocsin.runtime.config.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What can be done to single rules of the topic, without a file. */
public enum RuleEdit {
  /** They match nothing until they are enabled again. */
  DISABLE {
    @Override
    Optional<Rule> apply(Rule rule) {
      return Optional.of(switched(rule, false));
    }
  },
  /** They match. */
  ENABLE {
    @Override
    Optional<Rule> apply(Rule rule) {
      return Optional.of(switched(rule, true));
    }
  },
  /** They are gone. */
  DELETE {
    @Override
    Optional<Rule> apply(Rule rule) {
      return Optional.empty();
    }
  };

  private static final int MOST_NAMED = 20;

  /** The rule afterwards; empty when none is left. */
  abstract Optional<Rule> apply(Rule rule);

  /** The rule on or off, with the hash that it then has. */
  static Rule switched(Rule rule, boolean enabled) {
    Rule switched = rule.withEnabled(enabled);
    return switched.withHash(RuleHash.of(switched));
  }

  /**
   * The rules of the topic once these are edited.
   *
   * @param topic the records, by key
   * @param ids which rules; a record that cannot be read can be deleted, too
   * @throws RuleEditException when an id is unknown, or when other records cannot be read: what
   *     they say cannot be kept
   */
  public List<Rule> of(Map<String, RuleRecord> topic, Collection<String> ids) {
    Set<String> known = new TreeSet<>(topic.keySet());
    known.remove(RuleRecord.MANIFEST_KEY);
    List<String> unknown = ids.stream().filter(id -> !known.contains(id)).distinct().toList();
    if (!unknown.isEmpty()) {
      throw new RuleEditException(true, unknown.stream().map(id -> unknown(id, known)).toList());
    }
    checkReadable(topic, ids);
    List<Rule> after = new ArrayList<>();
    for (RuleRecord record : topic.values()) {
      if (record instanceof RuleRecord.Member member) {
        Rule rule = member.rule();
        Optional<Rule> edited = ids.contains(rule.ruleId()) ? apply(rule) : Optional.of(rule);
        edited.ifPresent(after::add);
      }
    }
    return after;
  }

  private static String unknown(String id, Set<String> known) {
    String names = known.stream().limit(MOST_NAMED).reduce((a, b) -> a + ", " + b).orElse("none");
    return "ID = \"%s\": there is no such rule; ".formatted(id)
        + NearestName.of(id, known)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("expected one of " + names + (known.size() > MOST_NAMED ? ", …" : ""));
  }

  private void checkReadable(Map<String, RuleRecord> topic, Collection<String> ids) {
    Map<String, String> bad = RuleRecord.unreadable(topic);
    bad.remove(RuleRecord.MANIFEST_KEY);
    if (this == DELETE) {
      bad.keySet().removeAll(ids);
    }
    if (!bad.isEmpty()) {
      throw RuleEditException.unreadable(bad);
    }
  }
}
