package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.Evidence;
import io.tocsin.dashboard.core.AlertKey;
import io.tocsin.dashboard.core.BoardAlert;
import io.tocsin.dashboard.core.EventPartition;
import io.tocsin.dashboard.core.RingEntry.Happened;
import io.tocsin.schemas.AvroJson;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Alerts and their events as JSON: the fields of the Avro schemas under their names, times in
 * ISO-8601, in UTC.
 */
final class AlertJson {
  private static final String EVIDENCE = "evidence";
  private static final String ALERT = "alert";

  private AlertJson() {}

  /** An alert for the board. */
  static BoardAlert board(String namespace, Alert alert) {
    ObjectNode json = AvroJson.of(alert);
    ObjectNode brief = json.deepCopy().without(EVIDENCE);
    return new BoardAlert(
        new AlertKey(namespace, alert.getAlertId()),
        alert.getRuleId(),
        alert.getStatus().name(),
        alert.getSequence(),
        alert.getUpdatedAt(),
        alert.getOpenedAt(),
        alert.getEndedAt(),
        text(alert),
        json.toString(),
        brief.toString());
  }

  /** An event for the ring. */
  static Happened happened(EventPartition partition, long offset, AlertEvent event) {
    ObjectNode json = AvroJson.of(event);
    ObjectNode brief = json.deepCopy().without(ALERT);
    return new Happened(
        partition,
        offset,
        new AlertKey(partition.namespace(), event.getAlertId()),
        json.toString(),
        brief.toString());
  }

  /** All that a filter looks through, in lower case. */
  private static String text(Alert alert) {
    StringJoiner text = new StringJoiner("\n");
    text.add(alert.getRuleId()).add(alert.getScope()).add(alert.getSummary());
    text.add(alert.getSeverity()).add(String.valueOf(alert.getScopeName()));
    alert.getLabels().forEach((name, value) -> text.add(name + "=" + value));
    for (Evidence post : alert.getEvidence()) {
      text.add(post.getSource()).add(post.getTitle()).add(post.getExcerpt());
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }
}
