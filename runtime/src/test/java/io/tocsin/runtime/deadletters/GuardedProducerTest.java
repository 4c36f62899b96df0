package io.tocsin.runtime.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class GuardedProducerTest {
  private final MockProducer<byte[], byte[]> real =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final GuardedProducer guarded = new GuardedProducer(real, Map.of("small", 1_000));
  private final List<Exception> failures = new ArrayList<>();

  private Future<RecordMetadata> send(String topic, int key, int value, int header) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, new byte[key], new byte[value]);
    record.headers().add("h", new byte[header]).add("empty", null);
    return guarded.send(
        record,
        (metadata, failure) -> {
          if (failure != null) {
            failures.add(failure);
          }
        });
  }

  @Test
  void shouldSendWhatTheTopicTakes() {
    assertThat(send("small", 10, 700, 10)).succeedsWithin(Duration.ofSeconds(1));
    assertThat(real.history()).hasSize(1);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldRefuseBeforeSendingWhatTheTopicWouldRefuse() {
    Future<RecordMetadata> value = send("small", 0, 1_000, 0);
    assertThat(send("small", 1_000, 0, 0)).failsWithin(Duration.ZERO);
    assertThat(send("small", 0, 0, 1_000)).failsWithin(Duration.ZERO);

    assertThat(real.history()).isEmpty();
    assertThat(failures).hasSize(3).allMatch(TooLargeForTopicException.class::isInstance);
    assertThatThrownBy(value::get)
        .hasRootCauseMessage("1154 bytes are more than the max.message.bytes of small, 1000");
  }

  @Test
  void shouldNotGuardTopicsThatItDoesNotKnow() {
    assertThat(send("other", 0, 5_000_000, 0)).succeedsWithin(Duration.ofSeconds(1));
    assertThat(real.history()).hasSize(1);
  }
}
