package io.tocsin.acceptance.clients;

import io.tocsin.alerts.wire.CloudEventHeaders;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.Decision;
import io.tocsin.avro.Evidence;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.testkit.TestCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The alert topic of a namespace, one partition of it, written as the alerts service writes it
 * (transactions, LZ4, headers) and as no service should. It is a replay's: its records are dated
 * 2022, and a live topic would lose them at the broker's next look at their age.
 */
public final class AlertTopic implements AutoCloseable {
  /** When the first event of each alert happens; the others follow by a minute each. */
  private static final Instant START = Instant.parse("2022-02-11T08:30:00Z");

  private static final int HEADER_BYTES = 5;

  private final TestCluster cluster;
  private final TopicSpec<String, AlertEvent> topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final HttpClient http = HttpClient.newHttpClient();

  AlertTopic(TestCluster cluster) {
    this.cluster = cluster;
    this.topic = cluster.topics(ClockMode.EVENT, 1).alerts();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "transactional.id", cluster.namespace(),
                "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    cluster.create(topic);
    producer.initTransactions();
  }

  /** Name of the topic. */
  String name() {
    return topic.name();
  }

  /** An event of an alert; its sources are those of its evidence. */
  public static AlertEvent event(
      String alertId, int sequence, AlertEventType type, String reason, String... sources) {
    Instant at = START.plusSeconds(60L * sequence);
    Decision decision =
        Decision.newBuilder()
            .setWindowMillis(3_600_000)
            .setObserved(sources.length)
            .setExpected(0.1)
            .setThreshold(2)
            .setProbability(1e-6)
            .setSignificance(1e-4)
            .setPosts(sources.length)
            .setSources(List.of(sources))
            .build();
    Alert alert =
        Alert.newBuilder()
            .setAlertId(alertId)
            .setRuleId("evacuation")
            .setRuleVersion(1)
            .setRuleHash("0")
            .setScope("UA")
            .setStatus(AlertStatus.OPEN)
            .setSeverity("warning")
            .setSequence(sequence)
            .setOnsetAt(START)
            .setOpenedAt(START)
            .setUpdatedAt(at)
            .setDecision(decision)
            .setEvidence(Arrays.stream(sources).map(AlertTopic::evidence).toList())
            .setSummary("evacuation: people leave Kharkiv – “at once”")
            .build();
    return AlertEvent.newBuilder()
        .setEventId(alertId + sequence)
        .setAlertId(alertId)
        .setSequence(sequence)
        .setType(type)
        .setAt(at)
        .setReason(reason)
        .setAlert(alert)
        .build();
  }

  private static Evidence evidence(String source) {
    return Evidence.newBuilder()
        .setPostKey(source + ":1")
        .setRevision(1)
        .setSource(source)
        .setMentionedAt(START)
        .setUrl("https://" + source + ".example/1")
        .build();
  }

  /** Writes events in one transaction. */
  void write(AlertEvent... events) {
    producer.beginTransaction();
    Arrays.stream(events).forEach(event -> send(bytes(event), event));
    producer.commitTransaction();
  }

  /** Writes an event in a transaction that is aborted when the broker has the record. */
  void abort(AlertEvent event) {
    producer.beginTransaction();
    send(bytes(event), event);
    producer.flush();
    producer.abortTransaction();
  }

  /** Writes an event under another schema, which the registry has to accept, in all its fields. */
  void write(EventSchema other, AlertEvent event) {
    int id = register(other.schema());
    producer.beginTransaction();
    send(wire(id, other.schema(), other.of(generic(event, other.schema()))), event);
    producer.commitTransaction();
  }

  /** Writes a value that is no alert event and gives its offset. */
  long writeBytes(String key, byte @Nullable [] value) {
    return cluster
        .produce(topic.name(), key.getBytes(StandardCharsets.UTF_8), value, START.toEpochMilli())
        .offset();
  }

  /** The value of an event as the service writes it. */
  byte[] bytes(AlertEvent event) {
    return topic.valueSerde().serializer().serialize(topic.name(), event);
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(byte[] value, AlertEvent event) {
    byte[] key = "evacuation|UA".getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic.name(), null, event.getAt().toEpochMilli(), key, value);
    header(record, "ce_id", event.getEventId());
    header(
        record,
        "ce_type",
        CloudEventHeaders.TYPE_PREFIX + event.getType().name().toLowerCase(Locale.ROOT));
    header(record, "ce_time", event.getAt().toString());
    Future<?> unused = producer.send(record); // the end of the transaction tells of a failure
  }

  private static void header(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private GenericRecord generic(AlertEvent event, Schema as) {
    byte[] value = bytes(event);
    try {
      return new GenericDatumReader<GenericRecord>(AlertEvent.getClassSchema(), as)
          .read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static byte[] wire(int id, Schema schema, GenericRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put((byte) 0).putInt(id).array());
    var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Registers a schema as anybody would; the subject asks for FULL_TRANSITIVE. */
  int register(Schema schema) {
    URI versions =
        URI.create(cluster.registryUrl() + "/subjects/" + topic.name() + "-value/versions");
    HttpRequest request =
        HttpRequest.newBuilder(versions)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(EventSchema.registration(schema)))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(
            "the registry refuses the schema: " + answer.statusCode() + " " + answer.body());
      }
      return EventSchema.id(answer.body());
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
