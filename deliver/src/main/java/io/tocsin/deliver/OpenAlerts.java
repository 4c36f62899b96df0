package io.tocsin.deliver;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertStatus;
import io.tocsin.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts that are open, by the topic of their states: what a receiver that forgets has to be
 * told again. A bounded number of them: beyond it those go first that have not changed longest.
 */
final class OpenAlerts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OpenAlerts.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MOST_POLLS = 100;

  private final Consumer<byte[], byte[]> consumer;
  private final TopicSpec<String, Alert> topic;
  private final Predicate<Alert> wanted;
  private final int most;
  private final Runnable evicted;
  private final Map<String, Alert> open = new LinkedHashMap<>();

  /**
   * Made of a consumer in no group, which it closes.
   *
   * @param wanted which of them are for the receiver
   * @param evicted is told each that went for want of room
   */
  OpenAlerts(
      Consumer<byte[], byte[]> consumer,
      TopicSpec<String, Alert> topic,
      Predicate<Alert> wanted,
      int most,
      Runnable evicted) {
    this.consumer = consumer;
    this.topic = topic;
    this.wanted = wanted;
    this.most = most;
    this.evicted = evicted;
  }

  /**
   * Reads what has changed, to the end as it is now as a rule.
   *
   * @throws org.apache.kafka.common.errors.RetriableException if brokers or registry are away; what
   *     was read before stays
   */
  void refresh() {
    try {
      if (consumer.assignment().isEmpty() && !assign()) {
        return;
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), ANSWER);
      for (int polls = 0; polls < MOST_POLLS && !isAt(ends); polls++) {
        read();
      }
    } catch (OffsetOutOfRangeException begunAnew) {
      open.clear();
      consumer.seekToBeginning(consumer.assignment());
    }
  }

  private boolean assign() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name(), ANSWER).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return !partitions.isEmpty();
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
  }

  private void read() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      try {
        take(record);
      } catch (SerializationException unreadable) {
        log.atDebug().setCause(unreadable).log("passed over: its event is a dead letter");
      } catch (RuntimeException outage) {
        consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
        throw outage;
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String id = new String(record.key(), StandardCharsets.UTF_8);
    Alert alert = topic.valueSerde().deserializer().deserialize(record.topic(), record.value());
    open.remove(id);
    if (alert != null && alert.getStatus() == AlertStatus.OPEN && wanted.test(alert)) {
      open.put(id, alert);
    }
    if (open.size() > most) {
      Iterator<String> oldest = open.keySet().iterator();
      oldest.next();
      oldest.remove();
      evicted.run();
    }
  }

  /** Those that are open, the longest unchanged first. */
  Collection<Alert> all() {
    return new ArrayList<>(open.values());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
