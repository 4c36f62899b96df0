package io.tocsin.deliver.core;

import java.util.List;
import java.util.Map;

/**
 * Which alert events a receiver gets: those that pass each of its parts. A part that is empty lets
 * everything pass; names may end in {@code *}.
 *
 * @param severities of these severities; what takes something back passes with any
 * @param rules of these rules
 * @param scopes of these scopes, as alerts name them: {@code UA}, {@code tag:*}; {@code overall}
 *     for the empty one
 * @param labels with all of these labels, which a rule gives to its alerts
 */
public record EventFilter(
    List<String> severities, List<String> rules, List<String> scopes, Map<String, String> labels) {
  /** How a filter calls the scope that has no name. */
  public static final String OVERALL = "overall";

  /** Lets everything pass. */
  public static final EventFilter ALL = new EventFilter(List.of(), List.of(), List.of(), Map.of());

  /**
   * What is asked of an event.
   *
   * @param takesBack whether it withdraws what was said before, so that whoever has that needs it
   */
  public record Facts(
      String severity, String rule, String scope, Map<String, String> labels, boolean takesBack) {}

  public EventFilter {
    severities = List.copyOf(severities);
    rules = List.copyOf(rules);
    scopes = List.copyOf(scopes);
    labels = Map.copyOf(labels);
  }

  /** Whether the receiver gets it. */
  public boolean lets(Facts event) {
    return (event.takesBack() || isAmong(severities, event.severity()))
        && isAmong(rules, event.rule())
        && isAmong(scopes, event.scope().isEmpty() ? OVERALL : event.scope())
        && labels.entrySet().stream()
            .allMatch(label -> label.getValue().equals(event.labels().get(label.getKey())));
  }

  private static boolean isAmong(List<String> patterns, String name) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }
}
