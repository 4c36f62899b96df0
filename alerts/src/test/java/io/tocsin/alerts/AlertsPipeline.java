package io.tocsin.alerts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleChanges;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.alerts.wire.RuleRecords;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.KeywordCount;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.EnrichedPosts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology in a driver, with a registry in memory and one partition. */
final class AlertsPipeline implements AutoCloseable {

  static final Instant START = Instant.parse("2022-02-11T00:00:00Z");

  final Topics topics;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TopologyTestDriver driver;
  final TestOutputTopic<String, AlertEvent> alerts;
  final TestOutputTopic<String, AlertEvent> shadowAlerts;
  final TestOutputTopic<String, Alert> alertState;
  final TestOutputTopic<String, KeywordCount> counts;
  final TestOutputTopic<String, ServiceStatus> status;
  private final TestInputTopic<String, EnrichedPost> posts;
  private final TestInputTopic<byte[], byte[]> rules;
  private final Map<String, RuleRecord> applied = new TreeMap<>();

  AlertsPipeline(Path stateDir) {
    this(stateDir, AlertsSettings.DEFAULT, AvroSerdes.inMemory());
  }

  AlertsPipeline(Path stateDir, AlertsSettings settings, AvroSerdes serdes) {
    this(stateDir, settings, serdes, Runnable::run);
  }

  /** With an executor of what takes long. */
  AlertsPipeline(Path stateDir, AlertsSettings settings, AvroSerdes serdes, Executor background) {
    this(
        stateDir,
        settings,
        Topics.of("news", ClockMode.EVENT, 1, serdes),
        background,
        (stretch, to, goOn) -> Long.MIN_VALUE);
  }

  /** With the topics of another mode, and posts of before. */
  AlertsPipeline(
      Path stateDir,
      AlertsSettings settings,
      Topics topics,
      Executor background,
      HistorySource history) {
    this.topics = topics;
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "news-alerts");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver =
        new TopologyTestDriver(
            new AlertsTopology(topics, settings, meters, background, history).build(),
            properties,
            START);
    posts = input(topics.enrichedPosts());
    rules =
        driver.createInputTopic(
            topics.rules().name(), new ByteArraySerializer(), new ByteArraySerializer());
    alerts = output(topics.alerts());
    shadowAlerts = output(topics.shadowAlerts());
    alertState = output(topics.alertState());
    counts = output(topics.keywordCounts());
    status = output(topics.status());
  }

  private <V> TestInputTopic<String, V> input(TopicSpec<String, V> topic) {
    return driver.createInputTopic(
        topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer());
  }

  private <V> TestOutputTopic<String, V> output(TopicSpec<String, V> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer());
  }

  /** Applies rules as the command does. */
  void apply(String yaml) {
    List<Rule> read = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules();
    RuleChanges changes = RuleChanges.between(applied, read);
    RuleRecords records = new RuleRecords(topics);
    for (Rule rule : changes.written()) {
      applied.put(rule.ruleId(), new RuleRecord.Member(rule));
      rule(rule.ruleId(), records.write(rule));
    }
    for (String id : changes.removed()) {
      applied.remove(id);
      rule(id, null);
    }
    applied.put(RuleRecord.MANIFEST_KEY, changes.manifest());
    rule(RuleRecord.MANIFEST_KEY, records.write(changes.manifest(), START));
  }

  /** Writes a record of the rules topic as it is. */
  void rule(@Nullable String key, byte @Nullable [] value) {
    rules.pipeInput(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
  }

  /** A post that ingest has seen so many seconds after the start. */
  void post(EnrichedPosts post, long second) {
    Instant at = START.plusSeconds(second);
    posts.pipeInput(post.postKey(), post.seenAt(at).build(), at);
  }

  /** A record of the enriched topic as it is. */
  void raw(@Nullable String key, @Nullable EnrichedPost value, long second) {
    posts.pipeInput(new TestRecord<>(key, value, START.plusSeconds(second)));
  }

  /** Everything up to so many seconds after the start has been sent. */
  void clock(long second) {
    Watermark mark = new Watermark(0, 1, START.plusSeconds(second).toEpochMilli());
    RecordHeaders headers = new RecordHeaders();
    mark.writeTo(headers);
    posts.pipeInput(new TestRecord<>(mark.key(), null, headers, Instant.ofEpochMilli(mark.time())));
  }

  double counter(String name, String... tags) {
    return meters.get(name).tags(tags).counter().count();
  }

  @Override
  public void close() {
    driver.close();
  }
}
