package io.tocsin.ingest.live;

import io.tocsin.ingest.core.ClockSkew;
import io.tocsin.ingest.core.IdleProof;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

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

  /** The last two answers: a record may be read only after the end behind it was told. */
  private record Ends(End last, End before) {}

  private final Map<TopicPartition, ClockSkew> skews = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Reader> readers = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Ends> ends = new ConcurrentHashMap<>();

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
    End end = new End(askedAt, offset);
    ends.merge(partition, new Ends(end, end), (known, now) -> new Ends(end, known.last()));
  }

  /**
   * A record was read, which proves something of the clocks.
   *
   * @param offset its offset
   * @param appendedAt when the broker took it, milliseconds of the broker's clock
   * @param readAt wall-clock time after reading, in milliseconds
   */
  public void read(TopicPartition partition, long offset, long appendedAt, long readAt) {
    skews.merge(partition, proven(ends.get(partition), offset, appendedAt, readAt), ClockSkew::and);
  }

  private static ClockSkew proven(@Nullable Ends ends, long offset, long appendedAt, long readAt) {
    if (ends != null && offset >= ends.last().offset()) {
      return ClockSkew.ofAppended(appendedAt, ends.last().askedAt(), readAt);
    }
    return ends != null && offset >= ends.before().offset()
        ? ClockSkew.ofAppended(appendedAt, ends.before().askedAt(), readAt)
        : ClockSkew.ofRead(appendedAt, readAt);
  }

  /**
   * The largest difference that is proven between our clock and that of a broker, in milliseconds:
   * positive when ours is ahead, negative when it is behind, 0 when none is proven.
   */
  public long skewMillis() {
    return skews.values().stream()
        .map(ClockSkew::millis)
        .max(Comparator.comparingLong(Math::abs))
        .orElse(0L);
  }

  /**
   * What is known of a partition; empty before both sides have spoken. The time of the question is
   * that of the broker's clock as far as ours is known to be ahead, so that an idle partition's
   * clock does not run before it.
   */
  public Optional<IdleProof> proof(TopicPartition partition, long lastProcessed) {
    Reader reader = readers.get(partition);
    Ends known = ends.get(partition);
    if (reader == null || known == null) {
      return Optional.empty();
    }
    End end = known.last();
    long ahead = skews.getOrDefault(partition, ClockSkew.UNKNOWN).ahead();
    return Optional.of(
        new IdleProof(
            end.askedAt() - ahead,
            end.offset(),
            reader.position(),
            reader.lastFetched(),
            lastProcessed));
  }
}
