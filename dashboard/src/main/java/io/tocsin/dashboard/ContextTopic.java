package io.tocsin.dashboard;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic beside the alerts, which is shown as far as it can be read. */
interface ContextTopic {
  /** Its name. */
  String name();

  /** How many of the last records of each partition are read at the beginning. */
  long last();

  /**
   * Takes a record.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if it cannot be read
   * @throws io.tocsin.schemas.RegistryUnavailableException if the registry does not answer
   */
  void take(ConsumerRecord<byte[], byte[]> record);

  /** Forgets what was taken. */
  void forget();
}
