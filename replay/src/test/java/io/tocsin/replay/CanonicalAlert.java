package io.tocsin.replay;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An alert event as it lies on the topic: what has to be the same each time. */
record CanonicalAlert(String key, AlertEvent value, String headers) {

  private static final Comparator<CanonicalAlert> ORDER =
      Comparator.comparing((CanonicalAlert event) -> event.value().getAt())
          .thenComparing(event -> event.value().getAlert().getRuleId())
          .thenComparing(event -> event.value().getAlert().getScope())
          .thenComparing(event -> event.value().getSequence());

  /** All of a namespace, in their order. */
  static List<CanonicalAlert> of(TestCluster cluster, Topics topics) {
    return cluster.readAll(topics.alerts()).stream().map(CanonicalAlert::of).sorted(ORDER).toList();
  }

  /** All of a replay, in their order. */
  static List<CanonicalAlert> of(TestCluster cluster, ReplayRequest request) {
    return of(
        cluster,
        Topics.of(request.namespace(), ClockMode.EVENT, request.partitions(), cluster.serdes()));
  }

  private static CanonicalAlert of(ConsumerRecord<String, AlertEvent> record) {
    TreeMap<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return new CanonicalAlert(record.key(), record.value(), headers.toString());
  }

  boolean is(AlertEventType type, String rule, String scope) {
    return value.getType() == type
        && value.getAlert().getRuleId().equals(rule)
        && value.getAlert().getScope().equals(scope);
  }
}
