package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Rules that are in effect together.
 *
 * @param version number of the set; 0 before the first
 * @param hash over the members; empty before the first set
 * @param rules by rule id
 */
public record RuleSet(long version, String hash, List<Rule> rules) {

  /** Before any set was applied. */
  public static final RuleSet EMPTY = new RuleSet(0, "", List.of());

  public RuleSet {
    rules = List.copyOf(rules);
  }

  /** The rule of an id, if it is in the set. */
  public Optional<Rule> rule(String ruleId) {
    return rules.stream().filter(rule -> rule.ruleId().equals(ruleId)).findFirst();
  }
}
