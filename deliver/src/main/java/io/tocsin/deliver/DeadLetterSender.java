package io.tocsin.deliver;

import io.tocsin.deliver.core.Outcome.Refused;
import io.tocsin.runtime.deadletters.DeadLetter;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.deadletters.Reason;
import io.tocsin.runtime.deadletters.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events that a receiver will not get to the dead letters. May be used by many threads. */
final class DeadLetterSender implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final DeadLetters letters;
  private final InstantSource clock;

  DeadLetterSender(
      Producer<byte[], byte[]> producer, String topic, DeadLetters letters, InstantSource clock) {
    this.producer = producer;
    this.topic = topic;
    this.letters = letters;
    this.clock = clock;
  }

  /** A producer for it. */
  static Producer<byte[], byte[]> producer(Map<String, ?> kafka, String clientId, int maxBytes) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    settings.putAll(kafka);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxBytes);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Sends one and waits until it is there.
   *
   * @throws KafkaException what it failed with; it may be there nevertheless
   */
  void send(String receiver, ConsumerRecord<byte[], byte[]> record, Refused refused) {
    DeadLetter letter =
        letters.letter(
            record.key(),
            record.value(),
            record.headers(),
            new Source(record.topic(), record.partition(), record.offset(), record.timestamp()),
            new Reason(refused.code(), refused.detail()),
            clock.instant());
    letter.headers().add(DeadLetterHeaders.ORIGIN, receiver.getBytes(StandardCharsets.UTF_8));
    SentRecords.send(producer, letter.toProducerRecord(topic));
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
