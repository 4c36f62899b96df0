package io.tocsin.dashboard;

import io.tocsin.dashboard.core.AlertBoard;
import io.tocsin.dashboard.core.BoardAlert;
import io.tocsin.dashboard.core.Cursor;
import io.tocsin.dashboard.core.RingEntry.Happened;
import java.util.List;
import java.util.Optional;

/**
 * A page of what happened in a range of time.
 *
 * @param ringing on the first page what rang already when the range began, of what is kept in
 *     memory, as it is now
 * @param alerts in the order of their first event on the page
 * @param next where the next page begins; empty if this is the last
 */
record PastAlerts(AlertBoard.Found ringing, List<PastAlert> alerts, Optional<Cursor> next) {
  /** None rang already. */
  static final AlertBoard.Found NONE = new AlertBoard.Found(0, List.of());

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
