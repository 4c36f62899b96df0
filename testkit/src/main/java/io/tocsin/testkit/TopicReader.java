package io.tocsin.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads one topic from its beginning, committed records only, and remembers what it has read. */
final class TopicReader<K, V> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int SHOWN = 20;
  private static final String CONTROL_PREFIX = "~";

  private final String bootstrapServers;
  private final String topic;
  private final Consumer<K, V> consumer;
  private final List<ConsumerRecord<K, V>> read = new ArrayList<>();

  TopicReader(String bootstrapServers, String topic, Deserializer<K> keys, Deserializer<V> values) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.consumer = new KafkaConsumer<>(settings(bootstrapServers, "read_committed"), keys, values);
  }

  /** Reads until the condition holds; fails with what was read when it does not in time. */
  List<ConsumerRecord<K, V>> readUntil(
      Predicate<List<ConsumerRecord<K, V>>> condition, Duration patience) {
    await("the expected records", patience, () -> condition.test(poll()));
    return sorted();
  }

  /** Reads up to the end of the topic at the time of the call, open transactions included. */
  List<ConsumerRecord<K, V>> readToEnd(Duration patience) {
    await("the topic", patience, this::assigned);
    Map<TopicPartition, Long> ends = ends();
    await("the end " + ends, patience, () -> hasReached(ends));
    return sorted();
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** The records that are no control records. */
  static <K, V> List<ConsumerRecord<K, V>> withoutControls(List<ConsumerRecord<K, V>> records) {
    return records.stream()
        .filter(record -> record.value() != null || !isControl(record.key()))
        .toList();
  }

  private static boolean isControl(@Nullable Object key) {
    String text =
        key instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.UTF_8)
            : String.valueOf(key);
    return text.startsWith(CONTROL_PREFIX);
  }

  private boolean hasReached(Map<TopicPartition, Long> ends) {
    poll();
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private List<ConsumerRecord<K, V>> poll() {
    if (assigned()) {
      consumer.poll(POLL).forEach(read::add);
    }
    return sorted();
  }

  private boolean assigned() {
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    return !consumer.assignment().isEmpty();
  }

  /** The ends with what open transactions have written, which this reader does not see yet. */
  private Map<TopicPartition, Long> ends() {
    try (Consumer<byte[], byte[]> uncommitted =
        new KafkaConsumer<>(
            settings(bootstrapServers, "read_uncommitted"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return uncommitted.endOffsets(consumer.assignment());
    }
  }

  private List<ConsumerRecord<K, V>> sorted() {
    return read.stream()
        .sorted(
            Comparator.<ConsumerRecord<K, V>>comparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset))
        .toList();
  }

  private void await(String what, Duration patience, BooleanSupplier condition) {
    try {
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(patience)
          .until(condition::getAsBoolean);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "Topic %s did not show %s within %d s; read so far: %s"
              .formatted(topic, what, patience.toSeconds(), summary()),
          e);
    }
  }

  private String summary() {
    return read.size()
        + " records"
        + sorted().stream()
            .limit(SHOWN)
            .map(TopicReader::line)
            .collect(Collectors.joining("\n  ", "\n  ", ""));
  }

  private static String line(ConsumerRecord<?, ?> record) {
    return "%d@%d t=%d %s = %s"
        .formatted(
            record.partition(),
            record.offset(),
            record.timestamp(),
            text(record.key()),
            text(record.value()));
  }

  private static String text(@Nullable Object object) {
    return object instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(object);
  }

  private static Map<String, Object> settings(String bootstrapServers, String isolation) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * 1024 * 1024);
  }
}
