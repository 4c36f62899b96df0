package io.tocsin.dashboard;

import io.tocsin.avro.AlertStatus;
import io.tocsin.dashboard.core.AlertFilter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is asked of {@code /api/alerts}.
 *
 * @param filter which alerts
 * @param limit how many at most
 * @param evidence whether with their posts
 */
record AlertQuery(AlertFilter filter, int limit, boolean evidence) {
  private static final int USUAL_LIMIT = 100;
  private static final int MOST = 1_000;
  private static final int LONGEST = 1_000;
  private static final Set<String> STATUSES =
      Arrays.stream(AlertStatus.values()).map(Enum::name).collect(Collectors.toSet());
  private static final Set<String> NAMES =
      Set.of("status", "rule", "namespace", "text", "limit", "evidence");

  /**
   * Reads the parameters of an address.
   *
   * @throws ApiProblem if one is unknown, given twice or has no value of its kind
   */
  static AlertQuery of(Map<String, List<String>> parameters) {
    parameters.forEach(AlertQuery::check);
    return new AlertQuery(
        new AlertFilter(
            statuses(first(parameters, "status", "")),
            first(parameters, "rule", ""),
            first(parameters, "namespace", ""),
            first(parameters, "text", "")),
        limit(first(parameters, "limit", String.valueOf(USUAL_LIMIT))),
        evidence(first(parameters, "evidence", "true")));
  }

  private static void check(String name, List<String> values) {
    if (!NAMES.contains(name)) {
      String known = NAMES.stream().sorted().collect(Collectors.joining(", "));
      throw malformed(name, "unknown", known);
    }
    if (values.size() != 1 || values.get(0).length() > LONGEST) {
      throw malformed(name, "given " + values.size() + " times", "once, at most 1000 characters");
    }
  }

  private static String first(Map<String, List<String>> parameters, String name, String otherwise) {
    return parameters.getOrDefault(name, List.of(otherwise)).get(0);
  }

  private static Set<String> statuses(String text) {
    Set<String> statuses = new LinkedHashSet<>();
    for (String status : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      if (!STATUSES.contains(status)) {
        String known = STATUSES.stream().sorted().collect(Collectors.joining(", "));
        throw malformed("status", status, "one of " + known + ", or several, joined by commas");
      }
      statuses.add(status);
    }
    return statuses;
  }

  private static int limit(String text) {
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > MOST || text.matches("0+")) {
      throw malformed("limit", text, "a whole number from 1 to " + MOST);
    }
    return Integer.parseInt(text);
  }

  private static boolean evidence(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw malformed("evidence", text, "true or false");
    };
  }

  private static ApiProblem malformed(String name, String value, String expected) {
    String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
    return new ApiProblem(
        ApiProblem.Kind.MALFORMED, name + ": \"" + shown + "\"; expected " + expected);
  }
}
