package io.tocsin.quickstart;

import io.tocsin.avro.AlertEvent;
import io.tocsin.schemas.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Hands over the alert events of a topic as they are committed, from now on, on a thread of its
 * own.
 */
final class AlertFollower implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<String, AlertEvent> consumer;
  private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();

  AlertFollower(
      String bootstrapServers,
      TopicSpec<String, AlertEvent> alerts,
      Consumer<AlertEvent> listener) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            alerts.valueSerde().deserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, alerts.partitions())
            .mapToObj(partition -> new TopicPartition(alerts.name(), partition))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    Thread thread = new Thread(() -> follow(listener), "alert-follower");
    thread.setDaemon(true);
    thread.start();
  }

  private void follow(Consumer<AlertEvent> listener) {
    try (consumer) {
      while (!Thread.currentThread().isInterrupted()) {
        for (ConsumerRecord<String, AlertEvent> record : consumer.poll(POLL)) {
          if (record.value() != null) {
            listener.accept(record.value());
          }
        }
      }
    } catch (WakeupException closed) {
      // the way out
    } catch (RuntimeException e) {
      failure.complete(new IllegalStateException("the alerts cannot be read any more: " + e, e));
    }
  }

  /** Completes when the topic cannot be read any more; never when it is closed in order. */
  CompletableFuture<RuntimeException> failure() {
    return failure;
  }

  @Override
  public void close() {
    consumer.wakeup();
  }
}
