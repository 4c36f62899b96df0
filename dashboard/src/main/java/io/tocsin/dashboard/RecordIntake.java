package io.tocsin.dashboard;

import io.tocsin.schemas.RegistryUnavailableException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records that came. What cannot be read is passed over and counted; where the registry does
 * not answer, the record comes again.
 */
final class RecordIntake {
  private static final Logger log = LoggerFactory.getLogger(RecordIntake.class);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
  private final DashboardMetrics metrics;
  private volatile String waitsFor = "";

  /**
   * @param taker takes one record, and throws what the deserializers throw
   */
  RecordIntake(
      KafkaConsumer<byte[], byte[]> consumer,
      Consumer<ConsumerRecord<byte[], byte[]>> taker,
      DashboardMetrics metrics) {
    this.consumer = consumer;
    this.taker = taker;
    this.metrics = metrics;
  }

  /** What the registry was last asked in vain; empty if nothing waits for it. */
  String waitsFor() {
    return waitsFor;
  }

  void take(ConsumerRecords<byte[], byte[]> records) {
    boolean stuck = false;
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> these = records.records(partition);
      long next = stuck ? these.get(0).offset() : take(these);
      if (next >= 0) {
        stuck = true;
        consumer.seek(partition, next);
      }
    }
    if (!stuck && !records.isEmpty()) {
      waitsFor = "";
    }
  }

  /** The offset at which it has to go on when the registry answers again; -1 if all were taken. */
  private long take(List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        taker.accept(record);
      } catch (RegistryUnavailableException outage) {
        waitsFor = String.valueOf(outage.getMessage());
        return record.offset();
      } catch (SerializationException unreadable) {
        metrics.unreadable();
        log.atWarn()
            .addKeyValue("topic", record.topic())
            .addKeyValue("partition", record.partition())
            .addKeyValue("offset", record.offset())
            .log("passed over, cannot be read: " + unreadable.getMessage());
      }
    }
    return -1;
  }
}
