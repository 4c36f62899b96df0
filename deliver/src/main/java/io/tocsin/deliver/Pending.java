package io.tocsin.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The events that were read and are not done with, in order, and how far it is with each partition.
 * While there are any nothing more is read, so it holds as many as one read gives.
 */
final class Pending {
  private final String topic;
  private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
  private int failures;
  private int failuresOfHead;
  private Instant next = Instant.MIN;

  /**
   * None yet.
   *
   * @param topic from which they are read; only its offsets are committed
   */
  Pending(String topic) {
    this.topic = topic;
  }

  void add(Iterable<ConsumerRecord<byte[], byte[]>> read) {
    read.forEach(records::add);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  int size() {
    return records.size();
  }

  /** The event that is next; null if there is none, or its time has not come. */
  @Nullable ConsumerRecord<byte[], byte[]> due(Instant now) {
    return now.isBefore(next) ? null : records.peek();
  }

  /** How long until the next attempt; zero if it is due. */
  Duration waits(Instant now) {
    return now.isBefore(next) ? Duration.between(now, next) : Duration.ZERO;
  }

  /** Nothing more is to be done with the first. */
  void done() {
    ConsumerRecord<byte[], byte[]> head = records.remove();
    if (head.topic().equals(topic)) {
      done.put(
          new TopicPartition(head.topic(), head.partition()),
          new OffsetAndMetadata(head.offset() + 1));
    }
    failuresOfHead = 0;
    next = Instant.MIN;
  }

  /** The receiver has answered. */
  void recovered() {
    failures = 0;
  }

  /** Another attempt failed; how many in a row it are now. */
  int failed() {
    failuresOfHead++;
    failures = Math.min(failures + 1, Integer.MAX_VALUE - 1);
    return failures;
  }

  /** Whether the first has failed before. */
  boolean isRetry() {
    return failuresOfHead > 0;
  }

  /** The first is not tried before. */
  void waitUntil(Instant time) {
    next = time;
  }

  /** What can be committed; taken from here. */
  Map<TopicPartition, OffsetAndMetadata> toCommit() {
    return done;
  }

  /** It is committed. */
  void committed() {
    done.clear();
  }

  /** Somebody else reads those partitions; what was released may be of them, and comes again. */
  void forget(Collection<TopicPartition> partitions) {
    ConsumerRecord<byte[], byte[]> head = records.peek();
    records.removeIf(
        record ->
            !record.topic().equals(topic)
                || partitions.contains(new TopicPartition(record.topic(), record.partition())));
    done.keySet().removeAll(partitions);
    if (head != records.peek()) {
      failuresOfHead = 0;
      next = Instant.MIN;
    }
  }
}
