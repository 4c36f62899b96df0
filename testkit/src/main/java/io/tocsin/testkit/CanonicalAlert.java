package io.tocsin.testkit;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * An alert event as it lies on the topic: what has to be the same whatever happens on the way.
 *
 * @param key the record's key
 * @param value the event
 * @param bytes the event as Avro writes it, without the id that a registry gave to its schema
 * @param headers the record's headers by name
 */
public record CanonicalAlert(String key, AlertEvent value, ByteBuffer bytes, String headers) {

  private static final Comparator<CanonicalAlert> ORDER =
      Comparator.comparing((CanonicalAlert event) -> event.value().getAt())
          .thenComparing(event -> event.value().getAlert().getRuleId())
          .thenComparing(event -> event.value().getAlert().getScope())
          .thenComparing(event -> event.value().getSequence());

  /** All of a namespace, in the order in which they are compared. */
  public static List<CanonicalAlert> of(TestCluster cluster, Topics topics) {
    return cluster.readAll(topics.alerts()).stream().map(CanonicalAlert::of).sorted(ORDER).toList();
  }

  /** The event with a key and headers. */
  public static CanonicalAlert of(String key, AlertEvent value, Headers headers) {
    TreeMap<String, String> texts = new TreeMap<>();
    for (Header header : headers) {
      texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return new CanonicalAlert(key, value, bytes(value), texts.toString());
  }

  private static CanonicalAlert of(ConsumerRecord<String, AlertEvent> record) {
    return of(record.key(), record.value(), record.headers());
  }

  private static ByteBuffer bytes(AlertEvent event) {
    try {
      return event.toByteBuffer();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The same place with another event. */
  public CanonicalAlert with(AlertEvent other) {
    return new CanonicalAlert(key, other, bytes(other), headers);
  }

  /** What happened to the alert. */
  public AlertEventType type() {
    return value.getType();
  }

  /** Whether it is of this type, rule and scope. */
  public boolean is(AlertEventType type, String rule, String scope) {
    return type() == type
        && value.getAlert().getRuleId().equals(rule)
        && value.getAlert().getScope().equals(scope);
  }
}
