package io.tocsin.benchmarks.speed;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Writes alerts as the service alerts does, event and state in a transaction, and notes when the
 * event of each that rings can be read.
 */
final class AlertTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(2);
  private static final int AT_ONCE = 500;

  private final Topics topics;
  private final Producer<String, Object> producer;
  private final Consumer<String, byte[]> consumer;
  private final Map<Integer, Double> readable = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::read, "readable");
  private volatile boolean stopped;

  /** The topics must exist. */
  AlertTopic(Topics topics, Map<String, ?> kafka) {
    this.topics = topics;
    Map<String, Object> writing = new HashMap<>(kafka);
    writing.put("transactional.id", "page-speed");
    producer =
        new KafkaProducer<>(
            writing,
            topics.alerts().keySerde().serializer(),
            (topic, value) -> bytes(topic, value));
    producer.initTransactions();
    Map<String, Object> reading = new HashMap<>(kafka);
    reading.put("isolation.level", "read_committed");
    consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, topics.partitions())
            .mapToObj(p -> new TopicPartition(topics.alerts().name(), p))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread.start();
  }

  private byte[] bytes(String topic, Object value) {
    return value instanceof AlertEvent event
        ? topics.alerts().valueSerde().serializer().serialize(topic, event)
        : topics.alertState().valueSerde().serializer().serialize(topic, (Alert) value);
  }

  private void read() {
    try (consumer) {
      while (!stopped) {
        consumer
            .poll(POLL)
            .forEach(
                record -> readable.putIfAbsent(PageAlerts.rungIn(record.key()), Clocks.millis()));
      }
    }
  }

  /** Writes the states of alerts that ring already. */
  void fill(List<Alert> alerts) {
    for (int from = 0; from < alerts.size(); from += AT_ONCE) {
      producer.beginTransaction();
      alerts.subList(from, Math.min(alerts.size(), from + AT_ONCE)).forEach(this::state);
      producer.commitTransaction();
    }
  }

  /** Lets an alert ring. */
  void ring(Alert alert) {
    producer.beginTransaction();
    send(topics.alerts(), alert.getRuleId() + "|" + alert.getScope(), PageAlerts.opened(alert));
    state(alert);
    producer.commitTransaction();
  }

  private void state(Alert alert) {
    send(topics.alertState(), alert.getAlertId(), alert);
  }

  private void send(TopicSpec<String, ?> topic, String key, Object value) {
    Future<?> unused = producer.send(new ProducerRecord<>(topic.name(), key, value));
  }

  /** Whether all alerts below a number could be read. */
  boolean isRead(int count) {
    return readable.size() >= count;
  }

  /** When which alert could be read first, by {@link Clocks#millis}. */
  Map<Integer, Double> readable() {
    return Map.copyOf(readable);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
