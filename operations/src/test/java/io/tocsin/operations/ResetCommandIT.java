package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class ResetCommandIT {
  private static final long AT = 1_644_570_000_000L;

  private static CommandRun run(TestCluster cluster, String answer, String... args) {
    return CommandRun.of(
        ResetCommand.commandLine(
            new ByteArrayInputStream((answer + "\n").getBytes(StandardCharsets.UTF_8))),
        cluster,
        args);
  }

  /** A namespace that has worked: records in all topics, internal topics, offsets, local state. */
  private static Topics used(TestCluster cluster) throws Exception {
    Topics topics = cluster.topics(ClockMode.EVENT, 2);
    cluster.create(topics);
    topics.all().forEach(topic -> cluster.produce(topic.name(), "key", "value", AT));
    String alerts = cluster.namespace() + "-alerts";
    cluster.create(
        new NewTopic(alerts + "-spike-state-store-changelog", 2, (short) 1),
        new NewTopic(alerts + "-by-rule-and-scope-repartition", 2, (short) 1),
        new NewTopic(alerts + "-ingest-revision-store-changelog", 2, (short) 1),
        new NewTopic(cluster.namespace() + "-ingest-revision-store-changelog", 2, (short) 1));
    try (Admin admin = admin(cluster)) {
      for (String service : List.of("ingest", "enrich", "alerts")) {
        TopicPartition any = new TopicPartition(topics.rawPosts().name(), 0);
        admin
            .alterConsumerGroupOffsets(
                cluster.namespace() + "-" + service, Map.of(any, new OffsetAndMetadata(1)))
            .all()
            .get();
      }
    }
    Files.createDirectories(localState(cluster).resolve("0_1/rocksdb"));
    Files.writeString(localState(cluster).resolve("0_1/rocksdb/CURRENT"), "1");
    return topics;
  }

  private static Path localState(TestCluster cluster) {
    return cluster.stateDir().resolve(cluster.namespace() + "-alerts");
  }

  private static Admin admin(TestCluster cluster) {
    return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  private static List<String> groups(TestCluster cluster) throws Exception {
    try (Admin admin = admin(cluster)) {
      return admin.listGroups().all().get().stream()
          .map(group -> group.groupId())
          .filter(group -> group.startsWith(cluster.namespace() + "-"))
          .sorted()
          .toList();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(TestCluster cluster, String topic) {
    return cluster.readAll(topic);
  }

  @Test
  void shouldDeleteWhatAlertsRememberAndWhatWasMadeFromIt(TestCluster cluster) throws Exception {
    Topics topics = used(cluster);

    CommandRun run = run(cluster, "", "alerts", "--yes", "--mode", "event");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("deletes the offsets of the groups:\n    " + cluster.namespace() + "-alerts\n")
        .contains("deleted 1 keys of topic " + topics.alertState().name())
        .endsWith("done\n");
    assertThat(read(cluster, topics.alerts().name())).isEmpty();
    assertThat(read(cluster, topics.keywordCounts().name())).isEmpty();
    assertThat(read(cluster, topics.alertState().name()))
        .last()
        .satisfies(record -> assertThat(record.value()).isNull());
    assertThat(read(cluster, topics.enrichedPosts().name())).hasSize(1);
    assertThat(read(cluster, topics.rules().name())).hasSize(1);
    assertThat(groups(cluster))
        .containsExactly(cluster.namespace() + "-enrich", cluster.namespace() + "-ingest");
    assertThat(localState(cluster)).doesNotExist();
  }

  @Test
  void shouldLeaveTheInternalTopicsOfOthersAlone(TestCluster cluster) throws Exception {
    used(cluster);

    run(cluster, "", "alerts", "--yes", "--mode", "event");

    assertThat(cluster.topicNames())
        .contains(
            cluster.namespace() + "-alerts-ingest-revision-store-changelog",
            cluster.namespace() + "-ingest-revision-store-changelog")
        .doesNotContain(
            cluster.namespace() + "-alerts-spike-state-store-changelog",
            cluster.namespace() + "-alerts-by-rule-and-scope-repartition");
  }

  @Test
  void shouldKeepRawPostsAndRulesAndBeginAtTheirEndWhenToldSo(TestCluster cluster)
      throws Exception {
    Topics topics = used(cluster);

    CommandRun run =
        run(cluster, cluster.namespace(), "all", "--from", "latest", "--mode", "event");

    assertThat(run.exitCode()).isZero();
    assertThat(read(cluster, topics.rawPosts().name())).hasSize(1);
    assertThat(read(cluster, topics.rules().name())).hasSize(1);
    assertThat(read(cluster, topics.posts().name())).isEmpty();
    assertThat(read(cluster, topics.enrichedPosts().name())).isEmpty();
    assertThat(groups(cluster)).containsExactly(cluster.namespace() + "-ingest");
    try (Admin admin = admin(cluster)) {
      assertThat(
              admin
                  .listConsumerGroupOffsets(cluster.namespace() + "-ingest")
                  .partitionsToOffsetAndMetadata()
                  .get())
          .isEqualTo(
              Map.of(new TopicPartition(topics.rawPosts().name(), 0), new OffsetAndMetadata(1)));
    }
  }

  @Test
  void shouldDeleteNothingUnlessTheNamespaceIsTyped(TestCluster cluster) throws Exception {
    Topics topics = used(cluster);

    CommandRun run = run(cluster, "yes", "all", "--mode", "event");
    CommandRun dry = run(cluster, "", "all", "--mode", "event", "--dry-run");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("nothing was deleted");
    assertThat(dry.exitCode()).isZero();
    assertThat(read(cluster, topics.alerts().name())).hasSize(1);
    assertThat(groups(cluster)).hasSize(3);
    assertThat(localState(cluster)).exists();
  }

  @Test
  void shouldFinishWhatWasInterruptedAndDoNothingTwice(TestCluster cluster) throws Exception {
    Topics topics = used(cluster);
    cluster.delete(
        cluster.namespace() + "-alerts-spike-state-store-changelog", topics.keywordCounts().name());

    CommandRun first = run(cluster, "", "alerts", "--yes", "--mode", "event");
    CommandRun again = run(cluster, "", "alerts", "--yes", "--mode", "event");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(again.exitCode()).isZero();
    assertThat(again.out())
        .contains("deletes the internal topics: none")
        .contains("deleted 0 keys of topic " + topics.alertState().name());
  }

  @Test
  void shouldRefuseWhileAnInstanceIsAlive(TestCluster cluster) throws IOException {
    cluster.create(cluster.topics(ClockMode.EVENT, 2));
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "group.id",
            cluster.namespace() + "-alerts",
            "client.id",
            "an-instance");
    try (KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      member.subscribe(List.of(cluster.namespace() + ".posts.enriched"));
      Awaitility.await()
          .pollInSameThread()
          .atMost(TestCluster.PATIENCE)
          .until(
              () -> {
                member.poll(Duration.ofMillis(50));
                return !member.assignment().isEmpty();
              });

      CommandRun run = run(cluster, "", "all", "--yes", "--mode", "event");

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err())
          .contains("instances are alive, stop them first")
          .contains(cluster.namespace() + "-alerts an-instance at /127.0.0.1");
    }
  }

  @Test
  void shouldExplainWhyAServiceIsNotResetAlone(TestCluster cluster) {
    CommandRun ingest = run(cluster, "", "ingest", "--yes");
    CommandRun enrich = run(cluster, "", "enrich", "--yes");
    CommandRun unknown = run(cluster, "", "alert", "--yes");

    assertThat(List.of(ingest, enrich, unknown)).allMatch(run -> run.exitCode() == 2);
    assertThat(ingest.err()).contains("ingest is not reset alone").contains("\"reset all\"");
    assertThat(enrich.err()).contains("enrich is not reset alone");
    assertThat(unknown.err()).contains("unknown service \"alert\"; expected alerts or all");
  }

  @Test
  void shouldDeleteTheLocalStateOfThisHostAlone(TestCluster cluster) throws Exception {
    Topics topics = used(cluster);

    CommandRun run = run(cluster, "", "alerts", "--local");

    assertThat(run.exitCode()).isZero();
    assertThat(localState(cluster)).doesNotExist();
    assertThat(read(cluster, topics.alerts().name())).hasSize(1);
  }
}
