package io.tocsin.alerts;

import static java.util.Objects.requireNonNull;

import io.tocsin.avro.EnrichedPost;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The posts that the enriched topic still holds, read by a consumer of its own that belongs to no
 * group: it moves nobody's offsets.
 */
final class EnrichedHistory implements HistorySource {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MAX_POLL_RECORDS = 500;
  private static final int MAX_FETCH_BYTES = 2 << 20;

  private final Map<String, String> kafka;
  private final TopicSpec<String, EnrichedPost> topic;

  /**
   * Of a topic.
   *
   * @param kafka settings of all Kafka clients
   */
  EnrichedHistory(Map<String, String> kafka, TopicSpec<String, EnrichedPost> topic) {
    this.kafka = Map.copyOf(kafka);
    this.topic = topic;
  }

  @Override
  public long read(Stretch stretch, Reader to, BooleanSupplier goOn) {
    TopicPartition partition = new TopicPartition(topic.name(), stretch.partition());
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      long start = start(consumer, partition, stretch);
      consumer.seek(partition, start);
      long whole = start == 0 ? Long.MIN_VALUE : stretch.from();
      boolean first = start > 0;
      while (goOn.getAsBoolean() && consumer.position(partition) < stretch.before()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          whole = first ? Math.max(whole, record.timestamp()) : whole;
          first = false;
          if (record.offset() < stretch.before()) {
            hand(record, to);
          }
        }
      }
      return whole;
    }
  }

  private static long start(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, Stretch stretch) {
    long kept = requireNonNull(consumer.beginningOffsets(List.of(partition)).get(partition));
    long newest = Math.max(kept, stretch.before() - stretch.most());
    @Nullable OffsetAndTimestamp since =
        consumer.offsetsForTimes(Map.of(partition, Math.max(0, stretch.from()))).get(partition);
    return Math.min(
        stretch.before(), Math.max(newest, since == null ? stretch.before() : since.offset()));
  }

  private void hand(ConsumerRecord<byte[], byte[]> record, Reader to) {
    if (record.value() == null || isControl(record.key()) || ProbeRecords.isKey(record.key())) {
      return;
    }
    @Nullable EnrichedPost post = read(record.value());
    if (post == null) {
      to.skipped();
    } else {
      to.take(post);
    }
  }

  private static boolean isControl(byte @Nullable [] key) {
    return key != null && Watermark.isControlKey(new String(key, StandardCharsets.UTF_8));
  }

  private @Nullable EnrichedPost read(byte[] value) {
    try {
      return topic.valueSerde().deserializer().deserialize(topic.name(), value);
    } catch (SerializationException bad) {
      return null;
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
