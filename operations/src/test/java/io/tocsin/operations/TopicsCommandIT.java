package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class TopicsCommandIT {
  private static final long AT = 1_644_570_000_000L;

  private static CommandRun run(TestCluster cluster, String... args) {
    return CommandRun.of(TopicsCommand.commandLine(), cluster, args);
  }

  @Test
  void shouldCreateAllTopicsOfTheCatalogueOnceAndAgain(TestCluster cluster) {
    CommandRun first = run(cluster, "create", "--partitions", "2", "--replication", "1");
    CommandRun again = run(cluster, "create", "--partitions", "2", "--replication", "1");

    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("created  " + cluster.namespace() + ".posts.raw");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out())
        .isEqualTo(cluster.namespace() + ": 18 topics, 0 created, 0 not as they should be\n");
    assertThat(cluster.topicNames())
        .containsExactlyInAnyOrderElementsOf(
            cluster.topics(ClockMode.LIVE, 2).all().stream().map(topic -> topic.name()).toList());
  }

  @Test
  void shouldCreateWhereServicesMayNot(TestCluster cluster) {
    CommandRun run = run(cluster, "create", "--set", "topics.provision=false");

    assertThat(run.exitCode()).isZero();
    assertThat(cluster.topicNames()).hasSize(18);
  }

  @Test
  void shouldCreateTheTopicsOfAReplay(TestCluster cluster) {
    assertThat(run(cluster, "create", "--mode", "event").exitCode()).isZero();

    CommandRun asLive = run(cluster, "check");

    assertThat(asLive.exitCode()).isEqualTo(1);
    assertThat(asLive.out())
        .contains(".posts.raw has 1 partitions, expected 4")
        .contains(".posts.raw has message.timestamp.type=CreateTime, expected LogAppendTime")
        .contains(".posts has cleanup.policy=delete, expected compact,delete");
  }

  @Test
  void shouldNameAllThatIsWrongWithItsRepairAndChangeNothing(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, 4);
    cluster.create(
        new NewTopic(topics.posts().name(), 3, (short) 1),
        new NewTopic(topics.alerts().name(), 4, (short) 1)
            .configs(Map.of("retention.ms", "3600000", "max.message.bytes", "1000")),
        new NewTopic(topics.status().name(), 2, (short) 1)
            .configs(
                Map.of(
                    "cleanup.policy",
                    "compact",
                    "max.message.bytes",
                    "2097152",
                    "min.insync.replicas",
                    "2")));

    CommandRun run = run(cluster, "check", "--replication", "2");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(".rules is missing; fix: kafka-topics.sh")
        .contains(".posts has 3 partitions, expected 4; fix: set tocsin.topics.partitions=3")
        .contains(".posts has 1 replicas, expected 2; fix: set tocsin.topics.replication=1")
        .contains(".posts has cleanup.policy=delete, expected compact,delete; fix: kafka-configs")
        .contains(".alerts has retention.ms=3600000, expected 63072000000; fix: kafka-configs.sh")
        .contains(".alerts has max.message.bytes=1000, expected 2097152; fix: kafka-configs.sh")
        .contains(".status has 2 partitions, expected 1; fix: delete and re-create it")
        .contains(".status has min.insync.replicas=2, expected at most 1")
        .endsWith(": 18 topics, 0 created, 18 not as they should be\n");
    assertThat(cluster.topicNames()).hasSize(3);
  }

  @Test
  void shouldTellMismatchesToMachines(TestCluster cluster) throws IOException {
    cluster.create(cluster.topics(ClockMode.LIVE, 3));

    CommandRun run = run(cluster, "check", "--json");

    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(answer.at("/namespace").asText()).isEqualTo(cluster.namespace());
    assertThat(answer.at("/mode").asText()).isEqualTo("live");
    assertThat(answer.at("/mismatches"))
        .hasSize(9)
        .allSatisfy(
            mismatch -> {
              assertThat(mismatch.at("/property").asText()).isEqualTo("partitions");
              assertThat(mismatch.at("/found").asText()).isEqualTo("3");
              assertThat(mismatch.at("/expected").asText()).isEqualTo("4");
              assertThat(mismatch.at("/blocking").asBoolean()).isTrue();
            });
  }

  @Test
  void shouldDescribeWhatIsThere(TestCluster cluster) throws IOException {
    cluster.create(cluster.topics(ClockMode.EVENT, 2).posts());
    String posts = cluster.namespace() + ".posts";
    cluster.produce(posts, "a:1", "old", AT);
    cluster.produce(posts, "a:2", "new", AT + 60_000);

    JsonNode topics =
        new ObjectMapper()
            .readTree(run(cluster, "describe", "--mode", "event", "--json").out())
            .at("/topics");
    CommandRun text = run(cluster, "describe", "--mode", "event");

    assertThat(topics.get(0).at("/present").asBoolean()).isFalse();
    assertThat(topics.get(1).at("/topic").asText()).isEqualTo(posts);
    assertThat(topics.get(1).at("/partitions").asInt()).isEqualTo(2);
    assertThat(topics.get(1).at("/replicas").asInt()).isEqualTo(1);
    assertThat(topics.get(1).at("/records").asInt()).isEqualTo(2);
    assertThat(topics.get(1).at("/bytes").asLong()).isPositive();
    assertThat(topics.get(1).at("/oldest").asText()).isEqualTo("2022-02-11T09:00:00Z");
    assertThat(topics.get(1).at("/newest").asText()).isEqualTo("2022-02-11T09:01:00Z");
    assertThat(topics.get(1).at("/retentionMillis").asLong()).isEqualTo(-1);
    assertThat(text.exitCode()).isZero();
    assertThat(text.out().lines())
        .anySatisfy(line -> assertThat(line).matches(".*posts\\.raw +missing.*"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .containsSubsequence(
                        posts, "2022-02-11T09:00:00Z", "2022-02-11T09:01:00Z", "forever"));
  }

  @Test
  void shouldSayThatNothingCanBeCreatedWithMoreReplicasThanBrokers(TestCluster cluster) {
    CommandRun run = run(cluster, "create", "--replication", "3");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains(".posts.raw cannot be created")
        .contains("fix: tocsin.topics.replication");
  }

  @Test
  void shouldTellBadSettingsFromABrokerThatIsNotThere(TestCluster cluster) {
    CommandRun badSetting = run(cluster, "create", "--partitions", "none");
    CommandRun noBroker =
        CommandRun.of(
            TopicsCommand.commandLine(),
            "check",
            "--bootstrap-servers",
            "127.0.0.1:1",
            "--registry",
            cluster.registryUrl(),
            "--set",
            "startup-timeout=1s");

    assertThat(badSetting.exitCode()).isEqualTo(2);
    assertThat(badSetting.err()).contains("tocsin.topics.partitions").contains("\"none\"");
    assertThat(noBroker.exitCode()).isEqualTo(3);
    assertThat(noBroker.err())
        .isEqualTo(
            "topics check: tocsin.kafka.bootstrap.servers: no broker answered at \"127.0.0.1:1\""
                + " within 1 s: 127.0.0.1:1 cannot be reached\n");
  }
}
