package io.tocsin.deliver;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.deliver.core.EventFilter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An alert event that is to be delivered.
 *
 * @param event the event
 * @param type its type in CloudEvents, which the record's header names: also one that this release
 *     does not know
 */
record Happening(AlertEvent event, String type) {
  private static final String TYPE_HEADER = "ce_type";
  private static final String TYPE_PREFIX = "io.tocsin.alert.";
  private static final Set<AlertEventType> TAKING_BACK =
      EnumSet.of(AlertEventType.RETRACTED, AlertEventType.REDACTED);

  static Happening of(ConsumerRecord<byte[], byte[]> record, AlertEvent event) {
    Header header = record.headers().lastHeader(TYPE_HEADER);
    return new Happening(
        event,
        header == null || header.value() == null
            ? TYPE_PREFIX + event.getType().name().toLowerCase(Locale.ROOT)
            : new String(header.value(), StandardCharsets.UTF_8));
  }

  /** What a filter asks. */
  EventFilter.Facts facts() {
    return new EventFilter.Facts(
        event.getAlert().getSeverity(),
        event.getAlert().getRuleId(),
        event.getAlert().getScope(),
        event.getAlert().getLabels(),
        takesBack());
  }

  /** Whether it withdraws what was said before. */
  boolean takesBack() {
    return TAKING_BACK.contains(event.getType());
  }
}
