package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.EnrichedPosts;
import io.tocsin.testkit.TestCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The service on a real broker with a real registry. */
@ExtendWith(ClusterExtension.class)
class AlertsIT {

  private static final int PARTITIONS = 2;
  private static final Instant START = Instant.parse("2022-02-11T00:00:00Z");
  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;
  private static final String RULES =
      """
      rules:
        - id: flight
          match: evacuate
          scope: country
          windows: [10m, 1h]
          falseAlarms: 1 per 7d
          minimum: {voices: 3, sources: 2}
      """;

  private TestCluster cluster;
  private Topics topics;

  @BeforeEach
  void prepare(TestCluster fresh) {
    cluster = fresh;
    topics = cluster.topics(ClockMode.EVENT, PARTITIONS);
    cluster.create(topics);
  }

  private ServiceConfig config(String instance) {
    ServiceConfigBuilder builder = ServiceShell.config(AlertsApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    return builder
        .set("tocsin.mode", "event")
        .stateDir(Path.of(cluster.stateDir() + "-" + instance))
        .partitions(PARTITIONS)
        .build();
  }

  private RunningService start(String instance) {
    ServiceConfig config = config(instance);
    return ServiceShell.start(new AlertsApp(config), config);
  }

  /** Gives the hash of the set. */
  private String apply(String yaml) {
    List<Rule> rules = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules();
    return new RulesTopic(config("rules"))
        .apply(rules, InstantSource.fixed(START))
        .manifest()
        .hash();
  }

  private static EnrichedPosts call(int number) {
    return EnrichedPosts.enrichedPost()
        .of("source" + number, "1")
        .body("Everybody in town " + number + " must evacuate.")
        .countries("UA")
        .signature(0x1234_5678_9ABC_DEFL * (2L * number + 1));
  }

  /** Writes a post as enrich does: the partition follows from the key. */
  private void post(EnrichedPosts post, long second) {
    Instant at = START.plusSeconds(second);
    TopicSpec<String, EnrichedPost> topic = topics.enrichedPosts();
    cluster.produce(topic, post.postKey(), post.seenAt(at).build(), at.toEpochMilli());
  }

  /** Everything up to so many seconds after the start was sent, in all partitions. */
  private void clock(long second) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      long time = START.plusSeconds(second).toEpochMilli();
      Watermark mark = new Watermark(partition, PARTITIONS, time);
      RecordHeaders headers = new RecordHeaders();
      mark.writeTo(headers);
      records.add(
          new ProducerRecord<>(
              topics.enrichedPosts().name(),
              partition,
              time,
              Utils.utf8(mark.key()),
              null,
              headers));
    }
    cluster.produce(records);
  }

  private void spike() {
    clock(0);
    post(call(0), 2 * DAY);
    for (int i = 1; i <= 5; i++) {
      post(call(i), 6 * DAY + 60L * i);
    }
    clock(6 * DAY + 600);
  }

  private List<AlertEvent> awaitLast(AlertEventType type) {
    return cluster
        .awaitRecords(
            topics.alerts(),
            records ->
                !records.isEmpty() && records.get(records.size() - 1).value().getType() == type)
        .stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  private void awaitRules(String hash) {
    cluster.awaitRecords(
        topics.status(), records -> stages(records, hash).size() == 2 * PARTITIONS);
  }

  private static Set<String> stages(
      List<ConsumerRecord<String, ServiceStatus>> records, String hash) {
    return records.stream()
        .filter(record -> hash.equals(record.value().getRuleSetHash()))
        .map(ConsumerRecord::key)
        .collect(Collectors.toSet());
  }

  @Test
  void shouldOpenAnAlertAndResolveItByTheClockAlone() {
    apply(RULES);
    try (RunningService service = start("a")) {
      spike();
      assertThat(awaitLast(AlertEventType.OPENED)).hasSize(1);

      clock(8 * DAY);

      List<AlertEvent> events = awaitLast(AlertEventType.RESOLVED);
      assertThat(events)
          .extracting(AlertEvent::getAlertId)
          .containsOnly(events.get(0).getAlertId());
      assertThat(cluster.awaitRecords(topics.keywordCounts(), 1)).isNotEmpty();
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldExplainWhatItDecided() {
    apply(RULES);
    List<AlertEvent> events;
    try (RunningService service = start("a")) {
      spike();
      awaitLast(AlertEventType.OPENED);
      clock(8 * DAY);
      events = awaitLast(AlertEventType.RESOLVED);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
    String id = events.get(0).getAlertId();

    Told told = explain(id.substring(0, 8));

    assertThat(told.exitCode()).isZero();
    assertThat(told.out())
        .contains(id + ": flight in UA resolved")
        .contains("1  OPENED at 2022-02-17T00:")
        .contains("must [evacuate]")
        .doesNotContain("NOT AGREE");
    assertThat(told.out().split("computed again: [^\n]*: agrees")).hasSize(events.size() + 1);
    assertThat(explain("000000").exitCode()).isEqualTo(1);
    assertThat(explain("000000").err()).contains(topics.alerts().name() + " begins with 000000");
    Told blind = explain(id, "--registry", cluster.registryUrl() + "/nowhere");
    assertThat(blind.exitCode()).isEqualTo(3);
    assertThat(blind.err()).contains("tocsin.registry.url: the schema registry at ");
    cluster.produce(topics.alerts().name(), "flight|UA", "junk", START.toEpochMilli());
    assertThat(explain(id).exitCode()).isZero();
    assertThat(explain(id).err()).contains(": 1 records cannot be read; the first: ");
    assertThat(explain("000000").exitCode()).isEqualTo(3);
    assertThat(explain("x").err()).contains("ALERT-ID = \"x\": expected 6 to 64");
    assertThat(explain(id, "--namespace", "nobody").err())
        .contains("--namespace = \"nobody\": there is no topic nobody.alerts");
  }

  @Test
  void shouldRingForARatioAndForSourcesAndExplainBoth() {
    apply(
        """
        rules:
          - id: flight
            match: evacuate
            ratio: {spikeHeight: 3, timeframe: 2h}
          - id: outlets
            match: evacuate
            countBy: source
        """);
    List<AlertEvent> events;
    try (RunningService service = start("a")) {
      spike();
      clock(8 * DAY);
      events =
          cluster
              .awaitRecords(
                  topics.alerts(),
                  records ->
                      records.stream()
                              .filter(r -> r.value().getType() == AlertEventType.RESOLVED)
                              .count()
                          == 2)
              .stream()
              .map(ConsumerRecord::value)
              .toList();
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }

    assertThat(explain(idOf(events, "flight")).out())
        .contains("compared: as a ratio, with the 0 independent reports of the 2 h before")
        .contains("never below 3 independent reports from 2 sources")
        .contains("rings: agrees")
        .doesNotContain("NOT AGREE");
    assertThat(explain(idOf(events, "outlets")).out())
        .contains("sources (")
        .contains("never below 3 sources from 2 sources")
        .doesNotContain("NOT AGREE");
  }

  private static String idOf(List<AlertEvent> events, String rule) {
    return events.stream()
        .filter(event -> event.getAlert().getRuleId().equals(rule))
        .map(AlertEvent::getAlertId)
        .findFirst()
        .orElseThrow();
  }

  private record Told(int exitCode, String out, String err) {}

  private Told explain(String... arguments) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
    all.addAll(List.of("--registry", cluster.registryUrl()));
    all.addAll(List.of("--namespace", cluster.namespace()));
    all.addAll(List.of(arguments));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        ExplainCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setOverwrittenOptionsAllowed(true)
            .execute(all.toArray(new String[0]));
    return new Told(code, out.toString(), err.toString());
  }

  @Test
  void shouldTakeMentionsBackWhenPostsAreEdited() {
    apply(RULES);
    try (RunningService service = start("a")) {
      spike();
      awaitLast(AlertEventType.OPENED);

      for (int i = 1; i <= 5; i++) {
        post(call(i).body("There is no need to evacuate.").revision(2), 6 * DAY + 700 + i);
      }
      clock(6 * DAY + 900);

      awaitLast(AlertEventType.RETRACTED);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldGoOnFromWhereItStoodAfterARestart() {
    apply(RULES);
    try (RunningService service = start("a")) {
      spike();
      awaitLast(AlertEventType.OPENED);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
    try (RunningService service = start("elsewhere")) {
      clock(8 * DAY);

      List<AlertEvent> events = awaitLast(AlertEventType.RESOLVED);
      assertThat(events)
          .extracting(AlertEvent::getSequence)
          .doesNotHaveDuplicates()
          .startsWith(1, 2);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldNotBeStoppedByPoisonAmongTheRules() {
    cluster.produce(topics.rules().name(), "flight", "junk", START.toEpochMilli());
    cluster.produce(topics.rules().name(), "~manifest", "junk", START.toEpochMilli());
    try (RunningService service = start("a")) {
      awaitRules(apply(RULES));
      cluster.produce(topics.rules().name(), "flight", "junk again", START.toEpochMilli());
      cluster.produce(topics.rules().name(), "new", "junk", START.toEpochMilli());

      spike();

      awaitLast(AlertEventType.OPENED);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldSendPostsThatCannotBeReadToTheDeadLetters() {
    apply(RULES);
    String enriched = topics.enrichedPosts().name();
    cluster.produce(enriched, "wire:1", "no Avro", START.toEpochMilli());
    byte[] unknownSchema = {0, 0x7F, 0x7F, 0x7F, 0x7F, 1, 2, 3};
    cluster.produce(enriched, Utils.utf8("wire:2"), unknownSchema, START.toEpochMilli());
    try (RunningService service = start("a")) {
      spike();

      awaitLast(AlertEventType.OPENED);
      assertThat(cluster.awaitRecords(topics.deadLetters("alerts").name(), 2))
          .extracting(letter -> new String(letter.key(), StandardCharsets.UTF_8))
          .containsExactlyInAnyOrder("wire:1", "wire:2");
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldWriteOnlyWhatChangedToTheRulesTopic() {
    String first = apply(RULES);
    int written = cluster.readAll(topics.rules().name()).size();

    assertThat(apply(RULES)).isEqualTo(first);
    assertThat(cluster.readAll(topics.rules().name())).hasSize(written);

    apply("rules: [{id: war, match: war}]");
    RulesTopic topic = new RulesTopic(config("rules"));
    assertThat(topic.read()).containsOnlyKeys("war", "~manifest");
    assertThat(cluster.readAll(topics.rules().name())).hasSize(written + 3);
  }

  @Test
  void shouldShareTheWorkAmongInstances() {
    apply(RULES);
    try (RunningService one = start("a");
        RunningService two = start("b")) {
      spike();
      clock(8 * DAY);

      List<AlertEvent> events = awaitLast(AlertEventType.RESOLVED);
      assertThat(events).extracting(AlertEvent::getEventId).doesNotHaveDuplicates();
      assertThat(one.failure().toCompletableFuture()).isNotDone();
      assertThat(two.failure().toCompletableFuture()).isNotDone();
    }
  }
}
