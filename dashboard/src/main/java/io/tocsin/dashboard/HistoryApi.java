package io.tocsin.dashboard;

import io.javalin.http.Context;
import io.tocsin.dashboard.core.AlertBoard;
import io.tocsin.dashboard.core.Cursor;

/** {@code /api/alerts} with {@code from} or {@code to}: what happened at any time. */
final class HistoryApi {
  private final ShownNamespaces namespaces;
  private final AlertHistory history;
  private final PastTurns turns;

  HistoryApi(ShownNamespaces namespaces, AlertHistory history, PastTurns turns) {
    this.namespaces = namespaces;
    this.history = history;
    this.turns = turns;
  }

  /**
   * Answers.
   *
   * @throws ApiProblem if a parameter is broken, too many ask, or broker or registry do not answer
   */
  void serve(Context context) {
    HistoryQuery query = HistoryQuery.of(context.queryParamMap());
    String namespace = namespaces.of(query.filter().namespace());
    PastAlerts page =
        turns.read(context, () -> history.read(query, namespace, ringing(query, namespace)));
    JsonAnswer.send(context, ApiAnswers.past(page, namespaces.live(), namespace, query.evidence()));
  }

  private AlertBoard.Found ringing(HistoryQuery query, String namespace) {
    return query.after().equals(Cursor.BEGINNING)
        ? namespaces
            .board()
            .ringingAt(query.range().from(), query.filter().in(namespace), query.limit())
        : PastAlerts.NONE;
  }
}
