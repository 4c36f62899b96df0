package io.tocsin.alerts;

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
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/** The service on a real broker with a real registry, fed as enrich feeds it. */
@ExtendWith(ClusterExtension.class)
abstract class AlertsOnABroker {

  static final int PARTITIONS = 2;
  static final Instant START = Instant.parse("2022-02-11T00:00:00Z");
  static final long HOUR = 3_600;
  static final long DAY = 24 * HOUR;

  TestCluster cluster;
  Topics topics;

  @BeforeEach
  void prepare(TestCluster fresh) {
    cluster = fresh;
    topics = cluster.topics(ClockMode.EVENT, PARTITIONS);
    cluster.create(topics);
  }

  ServiceConfig config(String instance) {
    return settings(instance).build();
  }

  ServiceConfigBuilder settings(String instance) {
    ServiceConfigBuilder builder = ServiceShell.config(AlertsApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    return builder
        .set("tocsin.mode", "event")
        .stateDir(Path.of(cluster.stateDir() + "-" + instance))
        .partitions(PARTITIONS);
  }

  RunningService start(String instance) {
    ServiceConfig config = config(instance);
    return ServiceShell.start(new AlertsApp(config), config);
  }

  /** Gives the hash of the set. */
  String apply(String yaml) {
    List<Rule> rules = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules();
    return new RulesTopic(config("rules"))
        .apply(rules, InstantSource.fixed(START))
        .manifest()
        .hash();
  }

  static EnrichedPosts call(int number) {
    return EnrichedPosts.enrichedPost()
        .of("source" + number, "1")
        .body("Everybody in town " + number + " must evacuate.")
        .countries("UA")
        .signature(0x1234_5678_9ABC_DEFL * (2L * number + 1));
  }

  /** Writes a post as enrich does: the partition follows from the key. */
  void post(EnrichedPosts post, long second) {
    Instant at = START.plusSeconds(second);
    TopicSpec<String, EnrichedPost> topic = topics.enrichedPosts();
    cluster.produce(topic, post.postKey(), post.seenAt(at).build(), at.toEpochMilli());
  }

  /** Everything up to so many seconds after the start was sent, in all partitions. */
  void clock(long second) {
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

  List<AlertEvent> awaitLast(AlertEventType type) {
    return cluster
        .awaitRecords(
            topics.alerts(),
            records ->
                !records.isEmpty() && records.get(records.size() - 1).value().getType() == type)
        .stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  void awaitRules(String hash) {
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

  record Told(int exitCode, String out, String err) {}

  Told explain(String... arguments) {
    List<String> all = place();
    all.addAll(List.of(arguments));
    return run(ExplainCommand.commandLine(), all);
  }

  Told rules(String command, String... arguments) {
    List<String> all = place();
    all.add(0, command);
    all.addAll(List.of(arguments));
    return run(RulesCommand.commandLine(), all);
  }

  private List<String> place() {
    return new ArrayList<>(
        List.of(
            "--bootstrap-servers",
            cluster.bootstrapServers(),
            "--registry",
            cluster.registryUrl(),
            "--namespace",
            cluster.namespace()));
  }

  private static Told run(CommandLine command, List<String> all) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        command
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setOverwrittenOptionsAllowed(true)
            .execute(all.toArray(new String[0]));
    return new Told(code, out.toString(), err.toString());
  }
}
