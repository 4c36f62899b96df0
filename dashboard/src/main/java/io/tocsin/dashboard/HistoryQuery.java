package io.tocsin.dashboard;

import io.tocsin.dashboard.core.AlertFilter;
import io.tocsin.dashboard.core.BrokenCursorException;
import io.tocsin.dashboard.core.Cursor;
import io.tocsin.dashboard.core.TimeRange;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is asked of {@code /api/alerts} about a range of time.
 *
 * @param range of the events
 * @param filter which alerts
 * @param after where the page begins
 * @param limit how many alerts at most
 * @param evidence whether with their posts
 */
record HistoryQuery(
    TimeRange range, AlertFilter filter, Cursor after, int limit, boolean evidence) {
  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 200;
  private static final Set<String> OWN = Set.of("from", "to", "after");
  private static final Set<String> NAMES =
      Set.of("from", "to", "after", "status", "rule", "namespace", "text", "limit", "evidence");

  /** Whether parameters ask for a range, and not for what is kept in memory. */
  static boolean isAsked(Map<String, List<String>> given) {
    return !Collections.disjoint(given.keySet(), OWN);
  }

  /**
   * Reads the parameters of an address.
   *
   * @throws ApiProblem if one is unknown, given twice or has no value of its kind
   */
  static HistoryQuery of(Map<String, List<String>> given) {
    Parameters parameters = Parameters.of(given, NAMES);
    return new HistoryQuery(
        parameters.range(),
        AlertQuery.filter(parameters),
        after(parameters.text("after", "")),
        parameters.number("limit", USUAL_LIMIT, MOST),
        parameters.flag("evidence", true));
  }

  private static Cursor after(String text) {
    if (text.isEmpty()) {
      return Cursor.BEGINNING;
    }
    try {
      return Cursor.parse(text);
    } catch (BrokenCursorException broken) {
      throw new ApiProblem(ApiProblem.Kind.MALFORMED, "after: " + broken.getMessage());
    }
  }
}
