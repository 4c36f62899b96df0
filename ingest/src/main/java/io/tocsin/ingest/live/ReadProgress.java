package io.tocsin.ingest.live;

import io.tocsin.ingest.core.IdleProof;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far this process has read each raw partition, and how far there is to read: the meeting point
 * of the observed consumers, the probe of the ends and the processors. Thread-safe.
 *
 * <p>A partition is read by one stream thread at a time, and that thread both polls and processes;
 * only the ends come from another thread. The maps hold one entry for each raw partition at most.
 */
public final class ReadProgress {

  /** Where the reader stands. */
  private record Reader(long position, long lastFetched) {}

  /** Where the end was, and when that was asked. */
  private record End(long askedAt, long offset) {}

  private final Map<TopicPartition, Reader> readers = new ConcurrentHashMap<>();
  private final Map<TopicPartition, End> ends = new ConcurrentHashMap<>();

  /** A processor begins to work on a partition: what was fetched before is of no meaning to it. */
  public void restarted(TopicPartition partition) {
    readers.remove(partition);
  }

  /**
   * A consumer has polled.
   *
   * @param position offset that it will fetch next
   * @param lastFetched offset of the last record of this poll, -1 if there was none
   */
  public void polled(TopicPartition partition, long position, long lastFetched) {
    readers.merge(
        partition,
        new Reader(position, lastFetched),
        (before, now) ->
            new Reader(position, lastFetched < 0 ? before.lastFetched() : now.lastFetched()));
  }

  /**
   * The broker was asked for the end of a partition.
   *
   * @param askedAt wall-clock time before the question, in milliseconds
   * @param offset offset that the next record will have
   */
  public void ended(TopicPartition partition, long askedAt, long offset) {
    ends.put(partition, new End(askedAt, offset));
  }

  /** What is known of a partition; empty before both sides have spoken. */
  public Optional<IdleProof> proof(TopicPartition partition, long lastProcessed) {
    Reader reader = readers.get(partition);
    End end = ends.get(partition);
    if (reader == null || end == null) {
      return Optional.empty();
    }
    return Optional.of(
        new IdleProof(
            end.askedAt(), end.offset(), reader.position(), reader.lastFetched(), lastProcessed));
  }
}
