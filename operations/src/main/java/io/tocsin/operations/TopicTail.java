package io.tocsin.operations;

import io.tocsin.runtime.config.ServiceConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the end of topics, committed records only, and keeps none of them. */
final class TopicTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Duration patience;

  TopicTail(ServiceConfig config) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) config.startupTimeout().toMillis());
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.patience = config.startupTimeout();
  }

  /**
   * Gives the records of a topic up to its end as it is now, partition by partition.
   *
   * @param atMost offsets of each partition, counted from its end
   * @throws TimeoutException if for the startup timeout nothing more can be read
   */
  void read(String topic, long atMost, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<TopicPartition, Long> first = beginnings(topic);
    Map<TopicPartition, Long> from = new HashMap<>();
    consumer
        .endOffsets(first.keySet())
        .forEach(
            (partition, end) ->
                from.put(partition, Math.max(first.getOrDefault(partition, 0L), end - atMost)));
    readFrom(from, reader);
  }

  /**
   * The same from the first record on that is not older.
   *
   * @param since null for all that is kept
   */
  void readSince(
      String topic, @Nullable Instant since, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<TopicPartition, Long> from = new HashMap<>(beginnings(topic));
    if (since != null) {
      Map<TopicPartition, Long> times = new HashMap<>();
      from.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
      from.putAll(consumer.endOffsets(from.keySet()));
      consumer
          .offsetsForTimes(times)
          .forEach(
              (partition, found) -> {
                if (found != null) {
                  from.put(partition, found.offset());
                }
              });
    }
    readFrom(from, reader);
  }

  /** The same from these offsets on, which may be of several topics. */
  void readFrom(Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.assign(from.keySet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
    from.forEach(consumer::seek);
    long deadline = System.nanoTime() + patience.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("could not read " + from.keySet() + " to the end in time");
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + patience.toNanos();
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() < ends.getOrDefault(partition(record), 0L)) {
          reader.accept(record);
        }
      }
    }
  }

  /** The record at one offset; empty if it is not kept, or none was committed there. */
  Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
    Long first = beginnings(partition.topic()).get(partition);
    if (first == null || offset < first) {
      return Optional.empty();
    }
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    consumer.seek(partition, Math.min(offset, end));
    long deadline = System.nanoTime() + patience.toNanos();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == offset ? Optional.of(record) : Optional.empty();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("could not read " + partition + " at " + offset + " in time");
      }
    }
    return Optional.empty();
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  /** The oldest offset of each partition that is kept. */
  Map<TopicPartition, Long> beginnings(String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    return consumer.beginningOffsets(partitions);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
