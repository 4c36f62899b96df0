package io.tocsin.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.deliver.core.Gate.Known;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What is withheld, over Kafka's own stand-ins for producer and consumer. */
class WithheldEventsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");

  private final TopicSpec<String, AlertEvent> topic =
      Topics.of("news", ClockMode.LIVE, 1, AvroSerdes.inMemory()).withheldEvents();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final WithheldEvents withheld = of("desk");

  private WithheldEvents of(String receiver) {
    return new WithheldEvents(receiver, topic, producer, this::consumer, 2);
  }

  /** All that was written, as it would be read. */
  private MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    List<ProducerRecord<byte[], byte[]>> written = List.copyOf(producer.history());
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, (long) written.size()));
    consumer.schedulePollTask(
        () -> {
          for (int i = 0; i < written.size(); i++) {
            consumer.addRecord(read(written.get(i), i));
          }
        });
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> read(
      ProducerRecord<byte[], byte[]> record, int offset) {
    return new ConsumerRecord<>(
        record.topic(),
        0,
        offset,
        record.timestamp() == null ? 0 : record.timestamp(),
        TimestampType.CREATE_TIME,
        -1,
        -1,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  private boolean put(AlertEvent event, boolean told, Instant now) {
    Happening happening = new Happening(event, "io.tocsin.alert.any");
    return withheld.put(happening, new RecordHeaders(), told, now);
  }

  private boolean open(String alertId) {
    return put(Events.event(alertId, 1, AlertEventType.OPENED), false, NOW);
  }

  private boolean end(String alertId) {
    return put(Events.event(alertId, 2, AlertEventType.RESOLVED), false, NOW);
  }

  @Test
  void shouldKnowAfterARestartWhatItKnew() {
    open("a");
    put(Events.event("b", 2, AlertEventType.UPDATED), true, NOW);
    withheld.remove("a");
    open("a");
    WithheldEvents again = of("desk");
    again.load();
    assertThat(again.known("a")).isEqualTo(Known.NEVER_TOLD);
    assertThat(again.known("b")).isEqualTo(Known.TOLD);
    assertThat(again.open()).extracting(WithheldEvents.Entry::sequence).containsExactly(2, 1);
    WithheldEvents other = of("des");
    other.load();
    assertThat(other.open()).as("of another receiver").isEmpty();
  }

  @Test
  void shouldWithholdNoMoreThanThereIsRoomFor() {
    assertThat(open("a")).isTrue();
    assertThat(open("b")).isTrue();
    assertThat(open("c")).as("two ring").isFalse();
    assertThat(withheld.known("c")).isEqualTo(Known.NOTHING);
    assertThat(put(Events.event("a", 2, AlertEventType.UPDATED), false, NOW)).isTrue();
    assertThat(end("b")).isTrue();
    assertThat(open("c")).as("one that ended goes").isTrue();
    assertThat(withheld.known("b")).isEqualTo(Known.NOTHING);
    assertThat(withheld.size()).isEqualTo(2);
  }

  @Test
  void shouldKeepNoTextOfWhatEndedAndForgetItInTime() {
    open("a");
    end("a");
    byte[] last = producer.history().get(producer.history().size() - 1).value();
    assertThat(new String(last, UTF_8)).doesNotContain("Harbour").doesNotContain("voices where");
    withheld.forgetOld(NOW.plus(WithheldEvents.ENDED_KEPT));
    assertThat(withheld.known("a")).isEqualTo(Known.NEVER_TOLD);
    withheld.forgetOld(NOW.plus(WithheldEvents.ENDED_KEPT).plusMillis(1));
    assertThat(withheld.known("a")).isEqualTo(Known.NOTHING);
    assertThat(producer.history().get(producer.history().size() - 1).value()).isNull();
  }
}
