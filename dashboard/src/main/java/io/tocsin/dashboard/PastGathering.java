package io.tocsin.dashboard;

import io.tocsin.avro.AlertEvent;
import io.tocsin.dashboard.PastAlerts.PastAlert;
import io.tocsin.dashboard.core.AlertFilter;
import io.tocsin.dashboard.core.AlertKey;
import io.tocsin.dashboard.core.BoardAlert;
import io.tocsin.dashboard.core.EventPartition;
import io.tocsin.dashboard.core.RingEntry.Happened;
import io.tocsin.dashboard.core.TimeRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers events into a page until it is full. */
final class PastGathering {
  /** Events that a page looks at. */
  static final int MOST_EVENTS = 2_000;

  private final String namespace;
  private final TimeRange range;
  private final AlertFilter filter;
  private final int limit;
  private final Map<AlertKey, Gathered> found = new LinkedHashMap<>();
  private int looked;

  /**
   * Nothing yet.
   *
   * @param range events at other times are passed over
   * @param filter which alerts, by how they were after each event
   * @param limit how many alerts
   */
  PastGathering(String namespace, TimeRange range, AlertFilter filter, int limit) {
    this.namespace = namespace;
    this.range = range;
    this.filter = filter;
    this.limit = limit;
  }

  private static final class Gathered {
    private final List<Happened> events = new ArrayList<>();
    private BoardAlert alert;

    private Gathered(BoardAlert alert) {
      this.alert = alert;
    }
  }

  /** Whether the event was taken or passed over; if not, it belongs on the next page. */
  boolean takes(int partition, long offset, AlertEvent event) {
    BoardAlert after = AlertJson.board(namespace, event.getAlert());
    boolean wanted = range.contains(event.getAt()) && filter.accepts(after);
    boolean room = found.containsKey(after.key()) || found.size() < limit;
    if (looked == MOST_EVENTS || (wanted && !room)) {
      return false;
    }
    looked++;
    if (wanted) {
      Gathered alert = found.computeIfAbsent(after.key(), unknown -> new Gathered(after));
      alert.alert = after;
      alert.events.add(AlertJson.happened(new EventPartition(namespace, partition), offset, event));
    }
    return true;
  }

  /** What was gathered, in the order of their first events. */
  List<PastAlert> alerts() {
    return found.values().stream().map(one -> new PastAlert(one.alert, one.events)).toList();
  }
}
