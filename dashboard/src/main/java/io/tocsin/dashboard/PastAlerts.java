package io.tocsin.dashboard;

import io.tocsin.dashboard.core.BoardAlert;
import io.tocsin.dashboard.core.Cursor;
import io.tocsin.dashboard.core.RingEntry.Happened;
import java.util.List;
import java.util.Optional;

/**
 * A page of what happened in a range of time.
 *
 * @param alerts in the order of their first event on the page
 * @param next where the next page begins; empty if this is the last
 */
record PastAlerts(List<PastAlert> alerts, Optional<Cursor> next) {
  PastAlerts {
    alerts = List.copyOf(alerts);
  }

  /**
   * An alert.
   *
   * @param alert as it was after its last event on the page
   * @param events its events on the page, oldest first
   */
  record PastAlert(BoardAlert alert, List<Happened> events) {
    PastAlert {
      events = List.copyOf(events);
    }
  }
}
