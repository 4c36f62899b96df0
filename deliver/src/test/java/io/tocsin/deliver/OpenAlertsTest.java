package io.tocsin.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEventType;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAlertsTest {
  private final TopicSpec<String, Alert> topic =
      Topics.of("news", ClockMode.LIVE, 1, AvroSerdes.inMemory()).alertState();
  private final TopicPartition partition = new TopicPartition(topic.name(), 0);
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.NONE.name());
  private final AtomicInteger evicted = new AtomicInteger();
  private final OpenAlerts open =
      new OpenAlerts(
          consumer,
          topic,
          alert -> !alert.getSeverity().equals("info"),
          100,
          evicted::incrementAndGet);
  private long next;

  @BeforeEach
  void haveATopic() {
    Node[] nodes = {};
    consumer.updatePartitions(
        topic.name(), List.of(new PartitionInfo(topic.name(), 0, null, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, 0L));
    open.refresh();
  }

  private void add(String id, @Nullable Alert alert) {
    byte[] value = topic.valueSerde().serializer().serialize(topic.name(), alert);
    consumer.addRecord(new ConsumerRecord<>(topic.name(), 0, next++, id.getBytes(UTF_8), value));
    consumer.updateEndOffsets(Map.of(partition, next));
  }

  private void add(String id, int sequence, AlertEventType type, String severity) {
    add(id, Events.event(id, sequence, type, severity).getAlert());
  }

  private List<String> ids() {
    open.refresh();
    return open.all().stream().map(Alert::getAlertId).toList();
  }

  @Test
  void shouldHoldWhatIsOpenAndWantedInItsLatestState() {
    add("a", 1, AlertEventType.OPENED, "warning");
    add("b", 1, AlertEventType.OPENED, "warning");
    add("c", 1, AlertEventType.OPENED, "info");
    assertThat(ids()).containsExactly("a", "b");
    add("a", 2, AlertEventType.UPDATED, "critical");
    add("c", 2, AlertEventType.UPDATED, "warning");
    add("b", 2, AlertEventType.RESOLVED, "warning");
    assertThat(ids()).containsExactly("a", "c");
    assertThat(open.all()).extracting(Alert::getSequence).containsExactly(2, 2);
    add("c", null);
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void shouldPassOverWhatIsNoAlert() {
    consumer.addRecord(
        new ConsumerRecord<>(topic.name(), 0, next++, new byte[] {1}, new byte[] {2}));
    add("a", 1, AlertEventType.OPENED, "warning");
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void shouldHoldAsManyAsItMayAndLetGoThoseLongestUnchanged() {
    for (int i = 0; i < 150; i++) {
      add("a" + i, 1, AlertEventType.OPENED, "warning");
    }
    add("a60", 2, AlertEventType.UPDATED, "warning");
    assertThat(ids()).hasSize(100).startsWith("a50", "a51").endsWith("a149", "a60");
    assertThat(evicted).hasValue(50);
  }
}
