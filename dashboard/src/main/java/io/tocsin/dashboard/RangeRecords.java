package io.tocsin.dashboard;

import io.tocsin.dashboard.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a topic in a range of time, of all its partitions in the order of their
 * timestamps. A partition is read from the first record that is not before the range to the first
 * that is behind it. No more is held than one poll brings.
 */
final class RangeRecords {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SortedMap<Integer, Part> parts = new TreeMap<>();

  /** A partition: what came of it and is not taken yet, and where it ends. */
  private static final class Part {
    private final TopicPartition partition;
    private final long stop;
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private long next;

    private Part(TopicPartition partition, long next, long stop) {
      this.partition = partition;
      this.next = next;
      this.stop = stop;
    }

    private boolean isRead() {
      return next >= stop;
    }

    /** Where somebody goes on who has taken all that was given. */
    private long resume() {
      return waiting.isEmpty() ? next : waiting.getFirst().offset();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
      if (record.offset() < stop) {
        waiting.add(record);
      }
    }
  }

  /**
   * Looks where the range lies.
   *
   * @param consumer is this reader's alone until it is done
   * @param resume offset of the first record of a partition that is wanted still
   */
  RangeRecords(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      TimeRange range,
      IntToLongFunction resume) {
    this.consumer = consumer;
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> starts = offsets(partitions, range.from(), ends);
    Map<TopicPartition, Long> stops = offsets(partitions, range.to(), ends);
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      int number = partition.partition();
      long next =
          Math.max(starts.getOrDefault(partition, 0L), resume.applyAsLong(partition.partition()));
      parts.put(number, new Part(partition, next, stops.getOrDefault(partition, 0L)));
      consumer.seek(partition, next);
    }
  }

  /** The first record of each that is not before a time, or its end. */
  private Map<TopicPartition, Long> offsets(
      List<TopicPartition> partitions, Instant time, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, time.toEpochMilli()));
    Map<TopicPartition, Long> found = new HashMap<>(ends);
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> entry :
        consumer.offsetsForTimes(asked).entrySet()) {
      if (entry.getValue() != null) {
        found.put(entry.getKey(), entry.getValue().offset());
      }
    }
    return found;
  }

  /**
   * The record that is next; {@link #drop} takes it.
   *
   * @param deadline how long it waits, by {@link System#nanoTime}
   * @return empty at the end of the range, and when time is over
   */
  Optional<ConsumerRecord<byte[], byte[]>> peek(long deadline) {
    while (parts.values().stream().anyMatch(RangeRecords::isOpen)) {
      if (System.nanoTime() - deadline >= 0) {
        return Optional.empty();
      }
      poll();
    }
    return first().map(part -> part.waiting.getFirst());
  }

  private static boolean isOpen(Part part) {
    return part.waiting.isEmpty() && !part.isRead();
  }

  /** Only those of which nothing waits. */
  private void poll() {
    List<TopicPartition> open = new ArrayList<>();
    List<TopicPartition> others = new ArrayList<>();
    parts.values().forEach(part -> (isOpen(part) ? open : others).add(part.partition));
    consumer.pause(others);
    consumer.resume(open);
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      Part part = parts.get(record.partition());
      if (part != null) {
        part.take(record);
      }
    }
    parts.values().forEach(part -> part.next = consumer.position(part.partition));
  }

  private Optional<Part> first() {
    return parts.values().stream()
        .filter(part -> !part.waiting.isEmpty())
        .min(Comparator.comparingLong(part -> part.waiting.getFirst().timestamp()));
  }

  /** Takes the record that {@link #peek} has given. */
  void drop() {
    first().ifPresent(part -> part.waiting.removeFirst());
  }

  /** Whether all of the range was taken. */
  boolean isAtEnd() {
    return parts.values().stream().allMatch(part -> part.waiting.isEmpty() && part.isRead());
  }

  /** Where it goes on, by partition. */
  SortedMap<Integer, Long> next() {
    SortedMap<Integer, Long> next = new TreeMap<>();
    parts.forEach((number, part) -> next.put(number, part.resume()));
    return next;
  }
}
