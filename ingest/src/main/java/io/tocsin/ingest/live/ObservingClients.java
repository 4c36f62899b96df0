package io.tocsin.ingest.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Kafka's own clients, but the main consumers report how far they have read a topic. Offsets of
 * records alone do not tell, since transaction markers leave gaps behind the last record.
 */
public final class ObservingClients extends DefaultKafkaClientSupplier {
  private final String topic;
  private final ReadProgress progress;

  /** Clients whose readings of one topic go into {@code progress}. */
  public ObservingClients(String topic, ReadProgress progress) {
    this.topic = topic;
    this.progress = progress;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new ObservedConsumer(config);
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
      long last = fetched.isEmpty() ? -1 : fetched.get(fetched.size() - 1).offset();
      try {
        progress.polled(partition, position(partition, Duration.ZERO), last);
      } catch (TimeoutException notPositionedYet) {
        progress.restarted(partition);
      }
    }
  }
}
