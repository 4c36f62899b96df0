package io.tocsin.acceptance.containers;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An alert event as it lies on the topic: what has to be the same whatever happens on the way.
 *
 * @param key the record's key
 * @param value the event
 * @param headers the record's headers by name
 */
record AlertLine(String key, AlertEvent value, String headers) {

  private static final Comparator<AlertLine> ORDER =
      Comparator.comparing((AlertLine line) -> line.value().getAt())
          .thenComparing(line -> line.value().getAlert().getRuleId())
          .thenComparing(line -> line.value().getAlert().getScope())
          .thenComparing(line -> line.value().getSequence());

  /** The records of the alert topic in the order in which they are compared. */
  static List<AlertLine> of(List<ConsumerRecord<String, AlertEvent>> records) {
    return records.stream().map(AlertLine::of).sorted(ORDER).toList();
  }

  private static AlertLine of(ConsumerRecord<String, AlertEvent> record) {
    TreeMap<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return new AlertLine(record.key(), record.value(), headers.toString());
  }

  AlertEventType type() {
    return value.getType();
  }
}
