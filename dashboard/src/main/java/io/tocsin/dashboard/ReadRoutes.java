package io.tocsin.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * What can be read beside the alerts of now.
 *
 * @param counts of the rules
 * @param context sources and dead letters
 * @param history alerts of any time
 */
record ReadRoutes(CountsApi counts, ContextApi context, HistoryApi history) {

  void addTo(RoutesConfig routes) {
    routes.get("/api/counts", counts::serve);
    routes.get("/api/sources", context::sources);
    routes.get("/api/dead-letters", context::deadLetters);
  }

  /** Whether the request was about a range of time and is answered. */
  boolean answered(Context request) {
    if (!HistoryQuery.isAsked(request.queryParamMap())) {
      return false;
    }
    history.serve(request);
    return true;
  }
}
