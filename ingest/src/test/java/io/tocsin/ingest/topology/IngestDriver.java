package io.tocsin.ingest.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.avro.Post;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.SourceState;
import io.tocsin.ingest.IngestMetrics;
import io.tocsin.ingest.IngestSettings;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology of ingest in Kafka's driver: one partition, no broker, time in the test's hand. */
final class IngestDriver implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2022-02-11T12:00:00Z");
  private static final int LONGEST_LETTER = 900 * 1024;

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Topics topics;
  final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> raw;
  private final TestOutputTopic<String, Post> posts;
  private final TestOutputTopic<byte[], byte[]> dead;
  private final TestOutputTopic<String, SourceState> sources;
  private final TestOutputTopic<String, ServiceStatus> status;

  IngestDriver(ClockMode mode, ReadingProofs proofs) {
    topics = Topics.of("news", mode, 1, AvroSerdes.inMemory());
    Topology topology =
        new IngestTopology(
                topics,
                IngestSettings.DEFAULT,
                new DeadLetters("ingest", LONGEST_LETTER),
                proofs,
                new IngestMetrics(meters))
            .build();
    driver = new TopologyTestDriver(topology, settings(), BEGIN);
    TopicSpec<byte[], byte[]> rawTopic = topics.rawPosts();
    raw =
        driver.createInputTopic(
            rawTopic.name(), rawTopic.keySerde().serializer(), rawTopic.valueSerde().serializer());
    posts = output(topics.posts());
    dead = output(topics.deadLetters("ingest"));
    status = output(topics.status());
    sources = output(topics.sources());
  }

  static IngestDriver live() {
    return new IngestDriver(ClockMode.LIVE, ReadingProofs.none());
  }

  static IngestDriver event() {
    return new IngestDriver(ClockMode.EVENT, ReadingProofs.none());
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "news-ingest");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "driver:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, freshDirectory());
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return settings;
  }

  private static String freshDirectory() {
    try {
      return Files.createTempDirectory("ingest-driver").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <K, V> TestOutputTopic<K, V> output(TopicSpec<K, V> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer());
  }

  void send(byte @Nullable [] key, byte @Nullable [] value, Instant at) {
    send(key, value, new RecordHeaders(), at);
  }

  void send(byte @Nullable [] key, byte @Nullable [] value, Headers headers, Instant at) {
    raw.pipeInput(new TestRecord<>(key, value, headers, at));
  }

  /** A JSON post with a null key. */
  void send(String json, Instant at) {
    send(null, json.getBytes(UTF_8), at);
  }

  void pass(Duration wallTime) {
    driver.advanceWallClockTime(wallTime);
  }

  /** Records of the posts topic since the last call, watermarks among them. */
  List<TestRecord<String, Post>> output() {
    return posts.readRecordsToList();
  }

  /** Posts since the last call. */
  List<Post> posts() {
    return output().stream().map(TestRecord::value).filter(Objects::nonNull).toList();
  }

  /** Times of the watermarks since the last call. */
  List<Instant> watermarks() {
    return output().stream()
        .flatMap(record -> Watermark.read(record.key(), record.headers()).stream())
        .map(watermark -> Instant.ofEpochMilli(watermark.time()))
        .toList();
  }

  /** Names of the sources that were told since the last call. */
  List<String> sources() {
    return sources.readRecordsToList().stream().map(TestRecord::key).toList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return dead.readRecordsToList();
  }

  List<ServiceStatus> status() {
    return status.readValuesToList();
  }

  static String reason(TestRecord<byte[], byte[]> letter) {
    return header(letter, DeadLetterHeaders.REASON);
  }

  static String detail(TestRecord<byte[], byte[]> letter) {
    return header(letter, DeadLetterHeaders.REASON_DETAIL);
  }

  static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
