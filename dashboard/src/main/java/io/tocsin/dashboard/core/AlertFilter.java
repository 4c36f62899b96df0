package io.tocsin.dashboard.core;

import java.util.Locale;
import java.util.Set;

/**
 * Which alerts are asked for; what is empty lets everything through.
 *
 * @param statuses any of them
 * @param rule id of the rule
 * @param namespace the namespace
 * @param text words that all must occur, in any case of letters
 */
public record AlertFilter(Set<String> statuses, String rule, String namespace, String text) {
  /** Everything. */
  public static final AlertFilter ALL = new AlertFilter(Set.of(), "", "", "");

  public AlertFilter {
    statuses = Set.copyOf(statuses);
    text = text.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }

  /** The same of a namespace. */
  public AlertFilter in(String name) {
    return new AlertFilter(statuses, rule, name, text);
  }

  /** Whether an alert is asked for. */
  public boolean accepts(BoardAlert alert) {
    return (statuses.isEmpty() || statuses.contains(alert.status()))
        && (rule.isEmpty() || rule.equals(alert.ruleId()))
        && (namespace.isEmpty() || namespace.equals(alert.key().namespace()))
        && hasAllWords(alert.text());
  }

  private boolean hasAllWords(String searched) {
    for (String word : text.split(" ", -1)) {
      if (!searched.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
