package io.tocsin.acceptance.containers;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.Decision;
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

  /**
   * The same without what the forecast said, what was expected and from how many on it rings, and
   * without the rule's floors, which release 0.1.0 did not tell.
   */
  AlertLine withoutForecast() {
    AlertEvent event = AlertEvent.newBuilder(value).build();
    event.setReason(event.getReason().split(";", 2)[0]);
    Decision decision = event.getAlert().getDecision();
    decision.setExpected(0);
    decision.setDispersion(0);
    decision.setForecastShape(0);
    decision.setForecastExposureMillis(0);
    decision.setWindowFactor(1);
    decision.setMinimumVoices(0);
    decision.setMinimumSources(0);
    decision.setThreshold(0);
    decision.setProbability(0);
    decision.setSignificance(0);
    return new AlertLine(key, event, headers);
  }

  AlertEventType type() {
    return value.getType();
  }
}
