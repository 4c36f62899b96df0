package io.tocsin.dashboard;

import io.tocsin.avro.AlertStatus;
import io.tocsin.dashboard.core.AlertFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        parameters.several("status", AlertStatus.class),
        parameters.text("rule", ""),
        parameters.text("namespace", ""),
        parameters.text("text", ""));
  }
}
