package io.tocsin.replay;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what comes out of a replay: alert events, and from the signs of life how far the clock of
 * the alerts service has come. Partitions run apart at full speed, so an event waits until the
 * clock has passed it everywhere (at most {@value #MOST_WAITING} wait). Signs of life from before
 * it was made do not count: a reset may lie between. Not for several threads.
 */
final class ReplayFeed implements AutoCloseable {

  private static final String SERVICE = "alerts";
  private static final String STAGE = "detect";
  private static final Duration DRAIN_POLL = Duration.ofMillis(100);
  private static final int MOST_WAITING = 10_000;

  private static final Comparator<AlertEvent> ORDER =
      Comparator.comparing(AlertEvent::getAt)
          .thenComparing(event -> event.getAlert().getRuleId())
          .thenComparing(event -> event.getAlert().getScope())
          .thenComparing(AlertEvent::getSequence);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicSpec<String, AlertEvent> alerts;
  private final TopicSpec<String, ServiceStatus> status;
  private final int partitions;
  private final Map<Integer, Instant> clocks = new HashMap<>();
  private final PriorityQueue<AlertEvent> waiting = new PriorityQueue<>(ORDER);
  private Map<TopicPartition, Long> fence = Map.of();
  private Instant fencedClock = Instant.MIN;
  private long events;

  ReplayFeed(Map<String, Object> client, Topics topics) {
    this.alerts = topics.alerts();
    this.status = topics.status();
    this.partitions = topics.partitions();
    this.consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> signs = List.of(new TopicPartition(status.name(), 0));
    consumer.assign(Stream.concat(alertPartitions().stream(), signs.stream()).toList());
    consumer.seekToBeginning(alertPartitions());
    consumer.endOffsets(signs).forEach(consumer::seek);
  }

  private List<TopicPartition> alertPartitions() {
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < alerts.partitions(); partition++) {
      all.add(new TopicPartition(alerts.name(), partition));
    }
    return all;
  }

  /**
   * Reads on for at most this long and hands over the alert events up to which the clock has come
   * in all partitions, in the order of time.
   */
  void poll(Duration patience, Consumer<AlertEvent> listener) {
    read(patience);
    if (fence.isEmpty()) {
      fence = consumer.endOffsets(alertPartitions());
      fencedClock = clock().orElse(Instant.MIN);
    }
    if (reached(fence)) {
      fence = Map.of();
      release(fencedClock, listener);
    }
  }

  /** Hands over all events that are committed by now. */
  void drain(Consumer<AlertEvent> listener) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(alertPartitions());
    while (!reached(ends)) {
      read(DRAIN_POLL);
    }
    release(Instant.MAX, listener);
  }

  private void read(Duration patience) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      if (record.value() != null && record.topic().equals(alerts.name())) {
        events++;
        waiting.add(value(alerts, record));
      } else if (record.value() != null) {
        note(value(status, record));
      }
    }
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void release(Instant upTo, Consumer<AlertEvent> listener) {
    AlertEvent next = waiting.peek();
    while (next != null && (!next.getAt().isAfter(upTo) || waiting.size() > MOST_WAITING)) {
      waiting.remove();
      listener.accept(next);
      next = waiting.peek();
    }
  }

  private void note(ServiceStatus said) {
    if (said.getService().equals(SERVICE)
        && said.getStage().equals(STAGE)
        && said.getWatermark() != null) {
      clocks.merge(
          said.getPartition(),
          said.getWatermark(),
          (before, now) -> now.isAfter(before) ? now : before);
    }
  }

  /** How far all partitions of detection have come; empty until each has spoken. */
  Optional<Instant> clock() {
    return clocks.size() < partitions
        ? Optional.empty()
        : clocks.values().stream().min(Instant::compareTo);
  }

  /** Alert events so far. */
  long events() {
    return events;
  }

  private static <V> V value(TopicSpec<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
    @Nullable V value = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
    if (value == null) {
      throw new IllegalStateException("a value of " + topic.name() + " was read as nothing");
    }
    return value;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
