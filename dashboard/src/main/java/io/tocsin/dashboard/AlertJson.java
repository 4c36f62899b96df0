package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.Evidence;
import io.tocsin.dashboard.core.AlertKey;
import io.tocsin.dashboard.core.BoardAlert;
import io.tocsin.dashboard.core.EventPartition;
import io.tocsin.dashboard.core.RingEntry.Happened;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Alerts and their events as JSON: the fields of the Avro schemas under their names, times in
 * ISO-8601, in UTC.
 */
final class AlertJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String EVIDENCE = "evidence";
  private static final String ALERT = "alert";

  private AlertJson() {}

  /** An alert for the board. */
  static BoardAlert board(String namespace, Alert alert) {
    ObjectNode json = of(alert);
    ObjectNode brief = json.deepCopy().without(EVIDENCE);
    return new BoardAlert(
        new AlertKey(namespace, alert.getAlertId()),
        alert.getRuleId(),
        alert.getStatus().name(),
        alert.getSequence(),
        alert.getUpdatedAt(),
        text(alert),
        json.toString(),
        brief.toString());
  }

  /** An event for the ring. */
  static Happened happened(EventPartition partition, long offset, AlertEvent event) {
    ObjectNode json = of(event);
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

  /** Any record of the schemas. */
  static ObjectNode of(IndexedRecord item) {
    ObjectNode json = NODES.objectNode();
    for (Schema.Field field : item.getSchema().getFields()) {
      json.set(field.name(), value(item.get(field.pos())));
    }
    return json;
  }

  private static JsonNode value(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof IndexedRecord item) {
      return of(item);
    }
    if (value instanceof Collection<?> items) {
      ArrayNode array = NODES.arrayNode();
      items.forEach(item -> array.add(value(item)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((name, item) -> object.set(String.valueOf(name), value(item)));
      return object;
    }
    return plain(value);
  }

  private static JsonNode plain(Object value) {
    if (value instanceof Integer number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Long number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Double number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof Instant || value instanceof CharSequence || value instanceof Enum<?>) {
      return NODES.textNode(value.toString());
    }
    throw new IllegalArgumentException("no JSON for " + value.getClass());
  }
}
