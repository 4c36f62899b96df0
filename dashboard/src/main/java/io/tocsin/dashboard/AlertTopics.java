package io.tocsin.dashboard;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.dashboard.core.AlertKey;
import io.tocsin.dashboard.core.EventPartition;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The two topics of each namespace that are shown, and how their records get on the board. */
final class AlertTopics {
  private final AvroSerdes serdes;
  private final LiveBoard board;
  private final DashboardMetrics metrics;
  private final Map<String, Topic> byName = new HashMap<>();

  AlertTopics(AvroSerdes serdes, LiveBoard board, DashboardMetrics metrics) {
    this.serdes = serdes;
    this.board = board;
    this.metrics = metrics;
  }

  /** One of them. */
  private sealed interface Topic {}

  private record States(String namespace, TopicSpec<String, Alert> spec) implements Topic {}

  private record Events(String namespace, TopicSpec<String, AlertEvent> spec) implements Topic {}

  /** The topics of a namespace: the states, then the events. */
  void add(String namespace) {
    Topics topics = Topics.of(namespace, ClockMode.LIVE, 1, serdes);
    byName.put(topics.alertState().name(), new States(namespace, topics.alertState()));
    byName.put(topics.alerts().name(), new Events(namespace, topics.alerts()));
  }

  /** What the topics of a namespace are called. */
  static String[] names(String namespace) {
    return new String[] {namespace + ".alerts.state", events(namespace)};
  }

  /** What the topic of the events of a namespace is called. */
  static String events(String namespace) {
    return namespace + ".alerts";
  }

  void remove(String namespace) {
    for (String name : names(namespace)) {
      byName.remove(name);
    }
  }

  /** The namespace of a topic. */
  static String namespaceOf(String topic) {
    return topic.substring(0, topic.indexOf('.'));
  }

  /** Whether its records are events, which are told to those who follow. */
  boolean hasEvents(String topic) {
    return byName.get(topic) instanceof Events;
  }

  /**
   * Takes a record.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if it is no alert
   * @throws io.tocsin.schemas.RegistryUnavailableException if the registry does not answer
   */
  void take(ConsumerRecord<byte[], byte[]> record) {
    Topic topic = byName.get(record.topic());
    if (topic instanceof States states) {
      takeState(states, record);
    } else if (topic instanceof Events events) {
      takeEvent(events, record);
    }
  }

  private void takeState(States states, ConsumerRecord<byte[], byte[]> record) {
    Alert alert =
        states.spec().valueSerde().deserializer().deserialize(record.topic(), record.value());
    if (alert != null) {
      board.take(AlertJson.board(states.namespace(), alert));
    } else if (record.key() != null) {
      String id = new String(record.key(), StandardCharsets.UTF_8);
      board.delete(new AlertKey(states.namespace(), id));
    }
  }

  private void takeEvent(Events events, ConsumerRecord<byte[], byte[]> record) {
    AlertEvent event =
        events.spec().valueSerde().deserializer().deserialize(record.topic(), record.value());
    if (event == null) {
      return;
    }
    EventPartition partition = new EventPartition(events.namespace(), record.partition());
    board.happened(
        AlertJson.happened(partition, record.offset(), event),
        AlertJson.board(events.namespace(), event.getAlert()));
    metrics.event();
  }
}
