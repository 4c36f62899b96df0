package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;

/**
 * What is counted: a rule in a scope. Ordered by rule, then scope.
 *
 * @param ruleId the rule
 * @param scope the scope, without {@code |}; empty for overall
 */
public record RuleScope(String ruleId, String scope) implements Comparable<RuleScope> {

  private static final char SEPARATOR = '|';

  /** What a mention counts for. */
  public static RuleScope of(MentionEvent mention) {
    return new RuleScope(mention.ruleId(), mention.scope());
  }

  /**
   * Reads a key as {@link #key()} writes it.
   *
   * @throws IllegalArgumentException when it has no separator
   */
  public static RuleScope parse(String key) {
    int at = key.lastIndexOf(SEPARATOR);
    if (at < 0) {
      throw new IllegalArgumentException("not a key of rule and scope: " + key);
    }
    return new RuleScope(key.substring(0, at), key.substring(at + 1));
  }

  /** The key of topics and stores: rule id, {@code |}, scope. */
  public String key() {
    return ruleId + SEPARATOR + scope;
  }

  /** The hash code of {@link #key}, without putting it together. */
  int keyHash() {
    int hash = 31 * ruleId.hashCode() + SEPARATOR;
    for (int i = 0; i < scope.length(); i++) {
      hash *= 31;
    }
    return hash + scope.hashCode();
  }

  @Override
  public int compareTo(RuleScope other) {
    int byRule = ruleId.compareTo(other.ruleId);
    return byRule != 0 ? byRule : scope.compareTo(other.scope);
  }
}
