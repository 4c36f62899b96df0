package io.tocsin.deliver;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Records that have to be there before it goes on. */
final class SentRecords {
  private SentRecords() {}

  /**
   * Sends one and waits until it is there.
   *
   * @throws KafkaException what it failed with; it may be there nevertheless
   */
  static void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof KafkaException unchecked
          ? unchecked
          : new KafkaException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptException(interrupted);
    }
  }
}
