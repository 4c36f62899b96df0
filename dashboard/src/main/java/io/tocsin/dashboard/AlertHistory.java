package io.tocsin.dashboard;

import io.tocsin.avro.AlertEvent;
import io.tocsin.dashboard.core.AlertBoard;
import io.tocsin.dashboard.core.Cursor;
import io.tocsin.dashboard.core.EventPartition;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads what happened at any time from the topic of the events, page by page: each page is bounded
 * in alerts, events and time. Every call has a consumer of its own, so that calls wait for nobody.
 */
final class AlertHistory {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ServiceConfig config;
  private final AvroSerdes serdes;
  private final DashboardMetrics metrics;

  AlertHistory(ServiceConfig config, AvroSerdes serdes, DashboardMetrics metrics) {
    this.config = config;
    this.serdes = serdes;
    this.metrics = metrics;
  }

  /**
   * Reads a page.
   *
   * @param ringing goes along
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer, or refuse
   * @throws io.tocsin.schemas.RegistryUnavailableException if the registry does not answer
   */
  PastAlerts read(HistoryQuery query, String namespace, AlertBoard.Found ringing) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String topic = AlertTopics.events(namespace);
    try (KafkaConsumer<byte[], byte[]> consumer =
            ReaderThread.consumer(
                config.kafka(),
                config.namespace() + "-dashboard-history",
                (int) PATIENCE.toMillis());
        Deserializer<AlertEvent> deserializer = deserializer(namespace)) {
      RangeRecords records =
          new RangeRecords(
              consumer,
              topic,
              query.range(),
              partition -> query.after().at(new EventPartition(namespace, partition)));
      PastGathering page =
          new PastGathering(namespace, query.range(), query.filter(), query.limit());
      Optional<ConsumerRecord<byte[], byte[]>> next = records.peek(deadline);
      while (next.isPresent() && takes(page, next.get(), deserializer)) {
        records.drop();
        next = records.peek(deadline);
      }
      return new PastAlerts(ringing, page.alerts(), rest(namespace, records));
    }
  }

  private Deserializer<AlertEvent> deserializer(String namespace) {
    return Topics.of(namespace, ClockMode.LIVE, 1, serdes).alerts().valueSerde().deserializer();
  }

  private boolean takes(
      PastGathering page,
      ConsumerRecord<byte[], byte[]> record,
      Deserializer<AlertEvent> deserializer) {
    try {
      AlertEvent event = deserializer.deserialize(record.topic(), record.value());
      return event == null || page.takes(record.partition(), record.offset(), event);
    } catch (SerializationException unreadable) {
      metrics.unreadable();
      return true;
    }
  }

  private static Optional<Cursor> rest(String namespace, RangeRecords records) {
    if (records.isAtEnd()) {
      return Optional.empty();
    }
    Cursor cursor = Cursor.BEGINNING;
    for (Map.Entry<Integer, Long> entry : records.next().entrySet()) {
      cursor = cursor.with(new EventPartition(namespace, entry.getKey()), entry.getValue());
    }
    return Optional.of(cursor);
  }
}
