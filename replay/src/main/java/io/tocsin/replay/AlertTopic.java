package io.tocsin.replay;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.replay.core.HistoryException;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.diff.Episode;
import io.tocsin.replay.diff.Episodes;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The alerts that lie on the alert topic of a namespace, usually the live one. It only reads. */
public final class AlertTopic {

  private static final Comparator<Episode> ORDER =
      Comparator.comparing(Episode::openedAt)
          .thenComparing(Episode::ruleId)
          .thenComparing(Episode::scope);

  private final TopicSpec<String, AlertEvent> topic;
  private final TimeRange range;
  private final Map<String, Episode> episodes = new LinkedHashMap<>();

  private AlertTopic(Topics topics, TimeRange range) {
    this.topic = topics.alerts();
    this.range = range;
  }

  /**
   * The alerts that opened in a range of time, each as it stood at the end of it, in the order in
   * which they rang. The topic is read up to the end that it has now.
   *
   * @param topics the namespace
   * @param range by the time of the events
   * @param consumers makes a reader of what is committed, without a group
   * @throws HistoryException if the topic does not exist, a record is no alert event, or there are
   *     more than {@value Episodes#MOST_ALERTS} alerts
   */
  public static List<Episode> read(
      Topics topics, TimeRange range, Supplier<Consumer<byte[], byte[]>> consumers) {
    AlertTopic alerts = new AlertTopic(topics, range);
    TopicStretch stretch = TopicStretch.of(alerts.topic.name(), range, consumers);
    try (TopicCursor records = stretch.open()) {
      Optional<ConsumerRecord<byte[], byte[]>> record = records.next();
      while (record.isPresent()) {
        alerts.take(record.get());
        record = records.next();
      }
    }
    return alerts.episodes.values().stream().sorted(ORDER).toList();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    @Nullable AlertEvent event = event(record);
    if (event == null
        || !range.contains(event.getAt())
        || !range.contains(event.getAlert().getOpenedAt())) {
      return;
    }
    episodes.merge(event.getAlertId(), episode(event.getAlert()), Episode::later);
    if (episodes.size() > Episodes.MOST_ALERTS) {
      throw wrong("has more than " + Episodes.MOST_ALERTS + " alerts in the range " + range);
    }
  }

  private @Nullable AlertEvent event(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null
          ? null
          : topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
    } catch (SerializationException unreadable) {
      throw wrong(
          "partition %d, offset %d: %s, expected an alert event"
              .formatted(record.partition(), record.offset(), unreadable.getMessage()));
    }
  }

  private HistoryException wrong(String what) {
    return new HistoryException(topic.name(), List.of(what));
  }

  private static Episode episode(Alert alert) {
    return new Episode(
        alert.getAlertId(),
        alert.getRuleId(),
        alert.getScope(),
        alert.getOnsetAt(),
        alert.getOpenedAt(),
        alert.getEndedAt(),
        alert.getStatus().name(),
        alert.getSeverity(),
        alert.getPeak(),
        alert.getSummary(),
        null);
  }
}
