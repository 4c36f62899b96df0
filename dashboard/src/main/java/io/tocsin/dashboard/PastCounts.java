package io.tocsin.dashboard;

import io.tocsin.avro.KeywordCount;
import io.tocsin.dashboard.core.CountPoint;
import io.tocsin.dashboard.core.CountStore;
import io.tocsin.dashboard.core.SeriesKey;
import io.tocsin.dashboard.core.TimeRange;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads what a rule counted at any time from the topic of the counts: bounded in time, and in
 * points by what is kept of one rule and scope. Every call has a consumer of its own.
 */
final class PastCounts {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ServiceConfig config;
  private final AvroSerdes serdes;
  private final DashboardMetrics metrics;

  PastCounts(ServiceConfig config, AvroSerdes serdes, DashboardMetrics metrics) {
    this.config = config;
    this.serdes = serdes;
    this.metrics = metrics;
  }

  /**
   * What was found.
   *
   * @param points in the order of time, the last {@link CountStore#MOST_OF_ONE}
   * @param complete whether all of the range was read
   */
  record Found(List<CountPoint> points, boolean complete) {
    Found {
      points = List.copyOf(points);
    }
  }

  /**
   * Reads a range.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer, or refuse
   * @throws io.tocsin.schemas.RegistryUnavailableException if the registry does not answer
   */
  Found read(SeriesKey key, TimeRange range) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
            ReaderThread.consumer(
                config.kafka(),
                config.namespace() + "-dashboard-counts",
                (int) PATIENCE.toMillis());
        Deserializer<KeywordCount> deserializer = deserializer(key.namespace())) {
      RangeRecords records =
          new RangeRecords(
              consumer, ContextTopics.ofCounts(key.namespace()), range, partition -> 0);
      CountStore found = new CountStore(CountStore.MOST_OF_ONE);
      Optional<ConsumerRecord<byte[], byte[]>> next = records.peek(deadline);
      while (next.isPresent()) {
        take(next.get(), key, deserializer, found);
        records.drop();
        next = records.peek(deadline);
      }
      return new Found(
          found.find(key, range).map(CountStore.Found::points).orElse(List.of()),
          records.isAtEnd());
    }
  }

  private Deserializer<KeywordCount> deserializer(String namespace) {
    return Topics.of(namespace, ClockMode.LIVE, 1, serdes)
        .keywordCounts()
        .valueSerde()
        .deserializer();
  }

  private void take(
      ConsumerRecord<byte[], byte[]> record,
      SeriesKey key,
      Deserializer<KeywordCount> deserializer,
      CountStore into) {
    try {
      KeywordCount count = deserializer.deserialize(record.topic(), record.value());
      if (count != null
          && count.getRuleId().equals(key.rule())
          && count.getScope().equals(key.scope())) {
        into.take(key, CountTopic.point(count));
      }
    } catch (SerializationException unreadable) {
      metrics.unreadable();
    }
  }
}
