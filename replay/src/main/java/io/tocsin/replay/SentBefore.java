package io.tocsin.replay;

import io.tocsin.replay.Deliveries.Delivery;
import io.tocsin.runtime.time.EndOfRange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier run of a replay has sent, compared record by record with what would be sent now:
 * a replay goes on only with what it was begun with.
 */
final class SentBefore implements AutoCloseable {

  private static final SentBefore NOTHING = new SentBefore(0, 0, null);

  private final long gone;
  private final long records;
  private final @Nullable TopicCursor cursor;
  private long passed;

  private SentBefore(long gone, long records, @Nullable TopicCursor cursor) {
    this.gone = gone;
    this.records = records;
    this.cursor = cursor;
  }

  /**
   * In a raw topic of one partition. Records that somebody has cut off its beginning are passed
   * over.
   *
   * @param records how many records were sent
   * @param consumers makes a reader without a group
   */
  static SentBefore in(String topic, long records, Supplier<Consumer<byte[], byte[]>> consumers) {
    if (records == 0) {
      return NOTHING;
    }
    TopicPartition raw = new TopicPartition(topic, 0);
    Consumer<byte[], byte[]> consumer = consumers.get();
    long gone = consumer.beginningOffsets(List.of(raw)).getOrDefault(raw, 0L);
    return new SentBefore(
        gone, records, new TopicCursor(consumer, Map.of(raw, gone), Map.of(raw, records)));
  }

  /**
   * Whether the next delivery was sent.
   *
   * @throws ReplayException if another one was sent in its place
   */
  boolean has(Delivery next) {
    boolean sent = passed < records;
    record()
        .filter(record -> !isSame(record, next))
        .ifPresent(record -> refuse(record, "it is now the post of " + next.time()));
    return sent;
  }

  /**
   * Whether the end of the range was sent, behind all posts.
   *
   * @throws ReplayException if something else was
   */
  boolean hasEnd(Instant end) {
    boolean sent = passed < records;
    record()
        .filter(record -> !isEnd(record, end))
        .ifPresent(record -> refuse(record, "it is now the end of the range, " + end));
    return sent;
  }

  /** The next one that was sent and is still there. */
  private Optional<ConsumerRecord<byte[], byte[]>> record() {
    if (cursor == null || passed >= records) {
      return Optional.empty();
    }
    passed++;
    return passed <= gone ? Optional.empty() : cursor.next();
  }

  private static boolean isSame(ConsumerRecord<byte[], byte[]> sent, Delivery next) {
    return sent.timestamp() == next.time().toEpochMilli()
        && Arrays.equals(sent.key(), next.key())
        && Arrays.equals(sent.value(), next.value());
  }

  private static boolean isEnd(ConsumerRecord<byte[], byte[]> sent, Instant end) {
    @Nullable String key =
        sent.key() == null ? null : new String(sent.key(), StandardCharsets.UTF_8);
    return sent.value() == null
        && EndOfRange.read(key, sent.headers())
            .filter(mark -> mark.time() == end.toEpochMilli())
            .isPresent();
  }

  private static void refuse(ConsumerRecord<byte[], byte[]> sent, String now) {
    throw new ReplayException(
        "cannot go on: record "
            + sent.offset()
            + " of "
            + sent.topic()
            + " was sent as of "
            + Instant.ofEpochMilli(sent.timestamp())
            + " by an earlier run, and "
            + now
            + "; resume with the same source, range and --as-of, or take another name");
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
    }
  }
}
