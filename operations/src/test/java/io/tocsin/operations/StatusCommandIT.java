package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.SourceHealth;
import io.tocsin.avro.SourceState;
import io.tocsin.avro.TimeMode;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class StatusCommandIT {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private CommandRun run(TestCluster cluster, String... args) {
    return CommandRun.of(StatusCommand.commandLine(() -> now), cluster, args);
  }

  private Topics namespace(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, 2);
    cluster.create(topics);
    return topics;
  }

  private void sign(TestCluster cluster, Topics topics, String stage, Duration ago) {
    String[] parts = stage.split("/", -1);
    ServiceStatus sign =
        ServiceStatus.newBuilder()
            .setService(parts[0])
            .setStage(parts[1])
            .setPartition(Integer.parseInt(parts[2]))
            .setAt(now.minus(ago))
            .setMode(TimeMode.LIVE)
            .setWatermark(now.minus(ago).minusSeconds(3))
            .setRuleSetHash(parts[0].equals("alerts") ? "c0ffee" : null)
            .build();
    cluster.produce(topics.status(), stage, sign, now.minus(ago).toEpochMilli());
  }

  private void allAlive(TestCluster cluster, Topics topics) {
    for (String stage : List.of("ingest/read-raw-posts/0", "enrich/annotate/0", "alerts/match/0")) {
      sign(cluster, topics, stage, Duration.ofMinutes(2));
      sign(cluster, topics, stage, Duration.ofSeconds(1));
    }
  }

  @Test
  void shouldBeHealthyWhenPostsComeAndAllAreAlive(TestCluster cluster) {
    Topics topics = namespace(cluster);
    allAlive(cluster, topics);
    source(cluster, topics, "gazette", SourceHealth.OK);

    CommandRun run = run(cluster);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("last post     " + now.truncatedTo(ChronoUnit.SECONDS))
        .startsWith(
            cluster.namespace() + " at " + now.truncatedTo(ChronoUnit.SECONDS) + ": healthy")
        .containsPattern("alerts/match +1 +live +1 s ago +\\S+ +4 s +c0ffee")
        .contains("registry      answered 200");
  }

  @Test
  void shouldCallItQuietWhenAllAreAliveAndNothingComesButTheProbe(TestCluster cluster) {
    Topics topics = namespace(cluster);
    allAlive(cluster, topics);
    cluster.produce(topics.rawPosts().name(), ProbeRecords.key("1"), "{}", now.toEpochMilli());

    CommandRun run = run(cluster);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains(": quiet\n").contains("last post     -");
  }

  @Test
  void shouldCallItBlindWhenAServiceIsSilent(TestCluster cluster) throws Exception {
    Topics topics = namespace(cluster);
    allAlive(cluster, topics);
    sign(cluster, topics, "alerts/match/0", Duration.ofMinutes(3));

    CommandRun run = run(cluster, "--json");

    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(answer.at("/state").asText()).isEqualTo("blind");
    assertThat(answer.at("/problems").toString())
        .contains("alerts is silent since " + now.minus(Duration.ofMinutes(3)));
  }

  @Test
  void shouldCallItBlindWhenNothingIsThere(TestCluster cluster) {
    CommandRun run = run(cluster);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(": blind\n")
        .contains("ingest gives no sign of life")
        .contains("topic " + cluster.namespace() + ".posts.raw is missing");
  }

  @Test
  void shouldCountWhatIsUnreadAndWhatIsDead(TestCluster cluster) throws Exception {
    Topics topics = namespace(cluster);
    allAlive(cluster, topics);
    String raw = topics.rawPosts().name();
    cluster.produce(
        List.of(
            new ProducerRecord<>(raw, 1, null, new byte[] {1}),
            new ProducerRecord<>(raw, 1, null, new byte[] {2}),
            new ProducerRecord<>(raw, 1, null, new byte[] {3}),
            letter(topics, "broken-json", now),
            letter(topics, "broken-json", now),
            letter(topics, "too-large", now.minus(Duration.ofHours(2)))));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              cluster.namespace() + "-ingest",
              Map.of(new TopicPartition(raw, 1), new OffsetAndMetadata(1)))
          .all()
          .get();
    }

    CommandRun text = run(cluster);
    JsonNode answer = new ObjectMapper().readTree(run(cluster, "--json").out());

    assertThat(text.out()).contains("unread        ingest 2").contains("ingest {broken-json=2}");
    assertThat(answer.at("/facts/lags/0/lag").asInt()).isEqualTo(2);
    assertThat(answer.at("/facts/deadLetters/ingest").toString()).isEqualTo("{\"broken-json\":2}");
  }

  @Test
  void shouldNameTheSourcesThatAreSilent(TestCluster cluster) throws Exception {
    Topics topics = namespace(cluster);
    allAlive(cluster, topics);
    source(cluster, topics, "gazette", SourceHealth.OK);
    source(cluster, topics, "gazette", SourceHealth.SILENT);
    source(cluster, topics, "herald", SourceHealth.SILENT);
    source(cluster, topics, "herald", SourceHealth.OK);
    source(cluster, topics, "wire", SourceHealth.LEARNING);

    CommandRun text = run(cluster);
    JsonNode answer = new ObjectMapper().readTree(run(cluster, "--json").out());

    assertThat(text.exitCode()).as("silence of a source is no fault of the pipeline").isZero();
    assertThat(text.out())
        .contains("sources       3 watched, 1 of them silent, 0 flooding, 1 not yet known")
        .contains("  silent      gazette, last post ");
    assertThat(answer.at("/facts/sources/silent").findValuesAsText("source"))
        .containsExactly("gazette");
  }

  private void source(TestCluster cluster, Topics topics, String name, SourceHealth health) {
    SourceState state =
        SourceState.newBuilder()
            .setSource(name)
            .setAt(now)
            .setState(health)
            .setSince(now)
            .setFirstPostAt(now)
            .setLastPostAt(now)
            .setUsualGapMillis(60_000)
            .setPostsPerHour(1)
            .build();
    cluster.produce(topics.sources(), name, state, now.toEpochMilli());
  }

  private static ProducerRecord<byte[], byte[]> letter(Topics topics, String reason, Instant at) {
    return new ProducerRecord<>(
        topics.deadLetters("ingest").name(),
        null,
        at.toEpochMilli(),
        null,
        new byte[] {1},
        new RecordHeaders().add(DeadLetterHeaders.REASON, reason.getBytes(StandardCharsets.UTF_8)));
  }
}
