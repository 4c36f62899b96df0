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
  private static final Set<String> STATUSES =
      Arrays.stream(AlertStatus.values()).map(Enum::name).collect(Collectors.toSet());
  private static final Set<String> NAMES =
      Set.of("status", "rule", "namespace", "text", "limit", "evidence");

  /**
   * Reads the parameters of an address.
   *
   * @throws ApiProblem if one is unknown, given twice or has no value of its kind
   */
  static AlertQuery of(Map<String, List<String>> given) {
    Parameters parameters = Parameters.of(given, NAMES);
    return new AlertQuery(
        filter(parameters),
        parameters.number("limit", USUAL_LIMIT, MOST),
        parameters.flag("evidence", true));
  }

  /** Which alerts parameters let through. */
  static AlertFilter filter(Parameters parameters) {
    return new AlertFilter(
        statuses(parameters.text("status", "")),
        parameters.text("rule", ""),
        parameters.text("namespace", ""),
        parameters.text("text", ""));
  }

  private static Set<String> statuses(String text) {
    Set<String> statuses = new LinkedHashSet<>();
    for (String status : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      if (!STATUSES.contains(status)) {
        String known = STATUSES.stream().sorted().collect(Collectors.joining(", "));
        throw Parameters.malformed(
            "status", status, "one of " + known + ", or several, joined by commas");
      }
      statuses.add(status);
    }
    return statuses;
  }
}
