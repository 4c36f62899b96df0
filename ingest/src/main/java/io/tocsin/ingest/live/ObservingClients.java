package io.tocsin.ingest.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Kafka's own clients, but the main consumers report how far they have read a topic. Offsets of
 * records alone do not tell, since transaction markers leave gaps behind the last record.
 */
public final class ObservingClients extends DefaultKafkaClientSupplier {
  private final String topic;
  private final ReadProgress progress;
  private final SkewWatch skew;
  private final InstantSource clock;

  /**
   * Clients whose readings of one topic go into {@code progress}.
   *
   * @param skew looks after each reading
   * @param clock wall time, of each reading
   */
  public ObservingClients(
      String topic, ReadProgress progress, SkewWatch skew, InstantSource clock) {
    this.topic = topic;
    this.progress = progress;
    this.skew = skew;
    this.clock = clock;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new ObservedConsumer(config);
  }

  private void observe(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
    if (record.timestampType() == TimestampType.LOG_APPEND_TIME) {
      progress.read(partition, record.offset(), record.timestamp(), clock.millis());
    }
  }

  private final class ObservedConsumer extends KafkaConsumer<byte[], byte[]> {

    private ObservedConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      for (TopicPartition partition : assignment()) {
        if (partition.topic().equals(topic)) {
          report(partition, records.records(partition));
        }
      }
      return records;
    }

    private void report(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> fetched) {
      long last = -1;
      if (!fetched.isEmpty()) {
        ConsumerRecord<byte[], byte[]> newest = fetched.get(fetched.size() - 1);
        last = newest.offset();
        observe(partition, fetched.get(0));
        observe(partition, newest);
        skew.look();
      }
      try {
        progress.polled(partition, position(partition, Duration.ZERO), last);
      } catch (TimeoutException notPositionedYet) {
        progress.restarted(partition);
      }
    }
  }
}
