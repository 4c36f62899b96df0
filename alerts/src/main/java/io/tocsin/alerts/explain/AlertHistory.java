package io.tocsin.alerts.explain;

import io.tocsin.avro.AlertEvent;
import io.tocsin.schemas.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed events of alerts, looked up in the alert topic. */
public final class AlertHistory {

  /** No more events are kept of what is looked for. */
  public static final int MAX_EVENTS = 10_000;

  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, String> kafka;
  private final TopicSpec<String, AlertEvent> topic;
  private int unreadable;
  private String whyUnreadable = "";

  /**
   * Where to look.
   *
   * @param kafka settings of the client
   * @param topic the alert topic
   */
  public AlertHistory(Map<String, String> kafka, TopicSpec<String, AlertEvent> topic) {
    this.kafka = kafka;
    this.topic = topic;
  }

  /**
   * The events of the alerts whose id begins so, up to the end of the topic as it is now, each
   * alert's in order. Records that cannot be read are passed over, see {@link #unreadable}.
   *
   * @throws org.apache.kafka.common.KafkaException when the cluster refuses or cannot be reached
   */
  public SortedMap<String, List<AlertEvent>> beginningWith(String prefix) {
    SortedMap<String, List<AlertEvent>> found = new TreeMap<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      int kept = 0;
      while (kept < MAX_EVENTS && isBefore(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          kept += take(record, prefix, found) ? 1 : 0;
        }
      }
    }
    found.values().forEach(events -> events.sort(Comparator.comparingInt(AlertEvent::getSequence)));
    return found;
  }

  /** How many records could not be read, and why the first could not; empty when all could. */
  public Optional<String> unreadable() {
    return unreadable == 0
        ? Optional.empty()
        : Optional.of(unreadable + " records cannot be read; the first: " + whyUnreadable);
  }

  private static boolean isBefore(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private boolean take(
      ConsumerRecord<byte[], byte[]> record,
      String prefix,
      SortedMap<String, List<AlertEvent>> found) {
    if (record.value() == null) {
      return false;
    }
    AlertEvent event;
    try {
      event = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
    } catch (SerializationException failed) {
      whyUnreadable = unreadable++ == 0 ? String.valueOf(failed.getMessage()) : whyUnreadable;
      return false;
    }
    if (!event.getAlertId().startsWith(prefix)) {
      return false;
    }
    found.computeIfAbsent(event.getAlertId(), id -> new ArrayList<>()).add(event);
    return true;
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
