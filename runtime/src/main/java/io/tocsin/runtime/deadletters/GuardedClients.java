package io.tocsin.runtime.deadletters;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes Kafka clients whose producers know what each topic takes. A record that is refused by the
 * broker spoils the whole transaction and no dead letter can be written in it any more; one that is
 * refused before it is sent leaves the transaction as it is.
 */
public final class GuardedClients implements KafkaClientSupplier {
  private final KafkaClientSupplier clients;
  private final Map<String, Integer> maxBytes;
  private final java.util.function.Consumer<Throwable> refused;

  /**
   * @param clients makes the clients themselves
   * @param maxBytes {@code max.message.bytes} of topics; those that are not named are not guarded
   * @param refused told when the cluster refuses to delete records, which Kafka Streams passes over
   */
  public GuardedClients(
      KafkaClientSupplier clients,
      Map<String, Integer> maxBytes,
      java.util.function.Consumer<Throwable> refused) {
    this.clients = clients;
    this.refused = refused;
    this.maxBytes = Map.copyOf(maxBytes);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
    return new GuardedProducer(clients.getProducer(settings), maxBytes);
  }

  @Override
  public Admin getAdmin(Map<String, Object> settings) {
    return new WatchedAdmin(settings, refused);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
    return clients.getConsumer(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
    return clients.getRestoreConsumer(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return clients.getGlobalConsumer(settings);
  }
}
