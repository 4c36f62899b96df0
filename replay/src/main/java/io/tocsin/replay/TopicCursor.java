package io.tocsin.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the partitions of a topic side by side, from given offsets up to given ends, in the order
 * of time, partition and offset. A partition of which {@value #MOST_WAITING} records wait is not
 * read on until they are taken. Not for several threads.
 */
final class TopicCursor implements AutoCloseable {

  private static final int MOST_WAITING = 1_000;
  private static final Duration POLL = Duration.ofMillis(200);

  private static final Comparator<ConsumerRecord<byte[], byte[]>> ORDER =
      Comparator.comparingLong((ConsumerRecord<byte[], byte[]> record) -> record.timestamp())
          .thenComparingInt(ConsumerRecord::partition);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting =
      new HashMap<>();

  /**
   * Begins to read.
   *
   * @param consumer is closed with this
   * @param starts where each partition begins
   * @param ends where each ends; a record at that offset is not read
   */
  TopicCursor(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = Map.copyOf(ends);
    consumer.assign(ends.keySet());
    ends.keySet().forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
    starts.forEach(consumer::seek);
  }

  /** The next record of all; empty when all partitions are at their ends. */
  Optional<ConsumerRecord<byte[], byte[]>> next() {
    while (mustRead()) {
      read();
    }
    Optional<ConsumerRecord<byte[], byte[]>> first =
        waiting.values().stream().filter(queue -> !queue.isEmpty()).map(Deque::peek).min(ORDER);
    first.ifPresent(record -> queueOf(record).remove());
    return first;
  }

  private boolean mustRead() {
    return ends.keySet().stream()
        .anyMatch(partition -> waitingIn(partition).isEmpty() && !isAtEnd(partition));
  }

  private boolean isAtEnd(TopicPartition partition) {
    return consumer.position(partition) >= ends.getOrDefault(partition, 0L);
  }

  private void read() {
    List<TopicPartition> rest =
        ends.keySet().stream()
            .filter(partition -> isAtEnd(partition) || waitingIn(partition).size() >= MOST_WAITING)
            .toList();
    consumer.pause(rest);
    consumer.resume(ends.keySet().stream().filter(partition -> !rest.contains(partition)).toList());
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.offset() < ends.getOrDefault(partition, 0L)) {
        waitingIn(partition).add(record);
      }
    }
  }

  private Deque<ConsumerRecord<byte[], byte[]>> queueOf(ConsumerRecord<byte[], byte[]> record) {
    return waitingIn(new TopicPartition(record.topic(), record.partition()));
  }

  private Deque<ConsumerRecord<byte[], byte[]>> waitingIn(TopicPartition partition) {
    return waiting.computeIfAbsent(partition, unknown -> new ArrayDeque<>());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
