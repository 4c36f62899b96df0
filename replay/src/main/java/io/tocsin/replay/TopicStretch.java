package io.tocsin.replay;

import io.tocsin.replay.core.HistoryException;
import io.tocsin.replay.core.TimeRange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * The part of a topic in which a range of time lies, up to the end that it has now: what comes
 * later is not in it. It can hold records from outside of the range.
 */
final class TopicStretch {

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Map<TopicPartition, Long> starts;
  private final Map<TopicPartition, Long> ends;

  private TopicStretch(
      Supplier<Consumer<byte[], byte[]>> consumers,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends) {
    this.consumers = consumers;
    this.starts = Map.copyOf(starts);
    this.ends = Map.copyOf(ends);
  }

  /**
   * Looks where the range begins and where the topic ends.
   *
   * @param range by the records' timestamps
   * @param consumers makes a reader of what is committed, without a group
   * @throws HistoryException if the topic does not exist
   */
  static TopicStretch of(
      String topic, TimeRange range, Supplier<Consumer<byte[], byte[]>> consumers) {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(partitions));
      Instant from = range.from();
      if (from != null) {
        starts.putAll(startsAt(from, consumer, ends));
      }
      return new TopicStretch(consumers, starts, ends);
    }
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new HistoryException(topic, List.of("does not exist"));
    }
    return partitions;
  }

  /** The first record of each partition that is not before that time; its end where none is. */
  private static Map<TopicPartition, Long> startsAt(
      Instant from, Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, from.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> starts = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp first = found.get(partition);
          starts.put(partition, first == null ? end : first.offset());
        });
    return starts;
  }

  /** Reads it from its beginning. */
  TopicCursor open() {
    return new TopicCursor(consumers.get(), starts, ends);
  }
}
