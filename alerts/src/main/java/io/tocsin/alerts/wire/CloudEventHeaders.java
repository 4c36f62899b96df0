package io.tocsin.alerts.wire;

import io.tocsin.alerts.core.detect.AlertEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Headers of an alert event by CloudEvents 1.0, Kafka protocol binding, binary mode. They hold
 * nothing of the namespace, so that a replay's are those of the live pipeline.
 */
public final class CloudEventHeaders {

  /** What {@code ce_type} begins with; the event's type in lower case follows. */
  public static final String TYPE_PREFIX = "io.tocsin.alert.";

  /** {@code ce_source} of all alert events. */
  public static final String SOURCE = "/tocsin/alerts";

  private CloudEventHeaders() {}

  /** The headers, in a fixed order. */
  public static Headers of(AlertEvent event) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", event.eventId());
    add(headers, "ce_type", TYPE_PREFIX + event.type().name().toLowerCase(Locale.ROOT));
    add(headers, "ce_source", SOURCE);
    add(headers, "ce_time", Instant.ofEpochMilli(event.at()).toString());
    add(headers, "content-type", "application/avro");
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
