package io.tocsin.replay;

import io.tocsin.avro.EnrichedPost;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.HistoryException;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a topic of another namespace, usually the live one, as it was when this was opened.
 * It is read once to be counted, then as often as it is sent; what came later is not in it, nor are
 * posts of the end-to-end probe.
 */
public final class RecordedTopic implements Deliveries {

  private final TopicStretch stretch;
  private final Function<ConsumerRecord<byte[], byte[]>, Optional<Delivery>> reading;
  private final TimeRange range;
  private final History.Extent extent;

  private RecordedTopic(
      String topic,
      TimeRange range,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Function<ConsumerRecord<byte[], byte[]>, Optional<Delivery>> reading) {
    this.reading = reading;
    this.range = range;
    this.stretch = TopicStretch.of(topic, range, consumers);
    this.extent =
        count()
            .orElseThrow(
                () -> new HistoryException(topic, List.of("has no post in the range " + range)));
  }

  /**
   * The raw posts, byte for byte, at the times at which they were received.
   *
   * @param topics the namespace that is recorded
   * @param range by the records' timestamps
   * @param consumers makes a reader of what is committed, without a group
   * @throws HistoryException if the topic does not exist or has no post in the range
   */
  public static RecordedTopic raw(
      Topics topics, TimeRange range, Supplier<Consumer<byte[], byte[]>> consumers) {
    return new RecordedTopic(topics.rawPosts().name(), range, consumers, RecordedTopic::asItIs);
  }

  /**
   * The posts as ingest and enrich have left them: each effective revision is sent as a raw post
   * again, cleaned already, at the time at which it was seen.
   *
   * @param topics the namespace that is recorded
   * @param range by the records' timestamps
   * @param consumers makes a reader of what is committed, without a group
   * @throws HistoryException if the topic does not exist or has no post in the range
   */
  public static RecordedTopic enriched(
      Topics topics, TimeRange range, Supplier<Consumer<byte[], byte[]>> consumers) {
    var posts = topics.enrichedPosts();
    return new RecordedTopic(
        posts.name(),
        range,
        consumers,
        record -> {
          @Nullable EnrichedPost post =
              record.value() == null
                  ? null
                  : posts.valueSerde().deserializer().deserialize(posts.name(), record.value());
          return Optional.ofNullable(post).map(EnrichedAsRaw::delivery);
        });
  }

  private static Optional<Delivery> asItIs(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null
        ? Optional.empty()
        : Optional.of(
            new Delivery(Instant.ofEpochMilli(record.timestamp()), record.key(), record.value()));
  }

  private Optional<History.Extent> count() {
    long posts = 0;
    @Nullable Instant first = null;
    Instant last = Instant.MIN;
    try (TopicDeliveries cursor = open()) {
      Optional<Delivery> delivery = cursor.next();
      while (delivery.isPresent()) {
        posts++;
        first = first == null ? delivery.get().time() : first;
        last = delivery.get().time();
        delivery = cursor.next();
      }
    }
    return first == null ? Optional.empty() : Optional.of(new History.Extent(posts, first, last));
  }

  @Override
  public History.Extent extent() {
    return extent;
  }

  @Override
  public TopicDeliveries open() {
    return new TopicDeliveries(stretch.open());
  }

  /** A place in the stretch. */
  public final class TopicDeliveries implements Cursor {

    private final TopicCursor records;

    private TopicDeliveries(TopicCursor records) {
      this.records = records;
    }

    @Override
    public Optional<Delivery> next() {
      Optional<ConsumerRecord<byte[], byte[]>> record = records.next();
      while (record.isPresent()) {
        Optional<Delivery> delivery =
            record
                .filter(recorded -> !ProbeRecords.isKey(recorded.key()))
                .flatMap(reading)
                .filter(read -> range.contains(read.time()));
        if (delivery.isPresent()) {
          return delivery;
        }
        record = records.next();
      }
      return Optional.empty();
    }

    @Override
    public void close() {
      records.close();
    }
  }
}
