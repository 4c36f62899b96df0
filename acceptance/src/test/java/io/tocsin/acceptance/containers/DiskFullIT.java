package io.tocsin.acceptance.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import io.tocsin.acceptance.ChildJvm;
import io.tocsin.acceptance.ContainerCluster;
import io.tocsin.acceptance.ContainersExtension;
import io.tocsin.acceptance.Processes;
import io.tocsin.avro.Post;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** A service whose local state has no room ends and says so; with room it goes on. */
@Needs(Tool.ENGINE)
@ExtendWith(ContainersExtension.class)
class DiskFullIT {
  private static final String STATE_DIR = "/var/lib/tocsin";
  private static final int WORLD_BROKEN = 3;

  /** Headlines are remembered; together they are more than RocksDB keeps in memory. */
  private static final int HEADLINE = 1_900;

  private static final int POSTS_AT_ONCE = 500;

  @Test
  void shouldEndWithAClearMessageWhenTheDiskFillsAndGoOnWithoutLossWithRoom(
      ContainerCluster containers) {
    try (TestCluster cluster = containers.namespace()) {
      Topics topics = cluster.topics(ClockMode.LIVE, 1);
      cluster.create(topics);
      AtomicInteger sent = new AtomicInteger();

      try (GenericContainer<?> ingest = ingest(containers, cluster, "4m")) {
        ingest.start();
        awaitEnd(ingest, () -> sendSome(cluster, topics, sent));
        assertThat(exitCode(ingest)).isEqualTo(WORLD_BROKEN);
        assertThat(ingest.getLogs())
            .contains("the topology died: tocsin.state-dir: no space left in " + STATE_DIR);
      }
      assertThat(keys(cluster.readAll(topics.posts()))).doesNotHaveDuplicates();

      try (GenericContainer<?> ingest = ingest(containers, cluster, "64m")) {
        ingest.start();
        assertThat(keys(cluster.awaitRecords(topics.posts(), sent.get())))
            .doesNotHaveDuplicates()
            .hasSize(sent.get());
        assertThat(cluster.readAll(topics.deadLetters("ingest").name())).isEmpty();
      }
    }
  }

  @Test
  void shouldNotStartWithoutRoom(ContainerCluster containers) {
    try (TestCluster cluster = containers.namespace();
        GenericContainer<?> ingest = ingest(containers, cluster, "512k")) {
      ingest.start();
      awaitEnd(ingest, () -> {});

      assertThat(exitCode(ingest)).isEqualTo(WORLD_BROKEN);
      assertThat(ingest.getLogs())
          .contains("tocsin.state-dir: no space left in " + STATE_DIR)
          .doesNotContain("started");
    }
  }

  private static GenericContainer<?> ingest(
      ContainerCluster containers, TestCluster cluster, String space) {
    Map<String, String> environment = new TreeMap<>();
    containers.settingsInside().forEach((key, value) -> environment.put(variable(key), value));
    environment.put("TOCSIN_NAMESPACE", cluster.namespace());
    environment.put("TOCSIN_TOPICS_PARTITIONS", "1");
    environment.put("TOCSIN_STATE_DIR", STATE_DIR);
    return new GenericContainer<>(DockerImageName.parse("eclipse-temurin:17-jre"))
        .withNetwork(containers.network())
        .withCreateContainerCmdModifier(command -> command.getHostConfig().withBinds(libraries()))
        .withTmpFs(Map.of(STATE_DIR, "size=" + space))
        .withEnv(environment)
        .withStartupCheckStrategy(started())
        .withCommand(
            "java",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            "/opt/lib/*",
            "io.tocsin.ingest.IngestMain");
  }

  private static Bind libraries() {
    return new Bind(Processes.libraries().toString(), new Volume("/opt/lib"), AccessMode.ro);
  }

  /** Running or ended, the one as good as the other. */
  private static StartupCheckStrategy started() {
    return new OneShotStartupCheckStrategy() {
      @Override
      public StartupStatus checkStartupState(DockerClient client, String id) {
        return client.inspectContainerCmd(id).exec().getState().getStartedAt() == null
            ? StartupStatus.NOT_YET_KNOWN
            : StartupStatus.SUCCESSFUL;
      }
    };
  }

  private static String variable(String key) {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** A failed write to the disk is told at the write after it: posts have to go on. */
  private static void awaitEnd(GenericContainer<?> container, Runnable meanwhile) {
    try {
      await()
          .atMost(ChildJvm.PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                meanwhile.run();
                return !container.isRunning();
              });
    } catch (ConditionTimeoutException late) {
      throw new AssertionError("still running\n" + container.getLogs(), late);
    }
  }

  private static void sendSome(TestCluster cluster, Topics topics, AtomicInteger sent) {
    cluster.produce(
        IntStream.range(0, POSTS_AT_ONCE)
            .mapToObj(i -> post(topics, sent.getAndIncrement()))
            .toList());
  }

  private static long exitCode(GenericContainer<?> container) {
    return container.getCurrentContainerInfo().getState().getExitCodeLong();
  }

  private static List<String> keys(List<ConsumerRecord<String, Post>> records) {
    return records.stream().map(ConsumerRecord::key).collect(Collectors.toList());
  }

  private static ProducerRecord<byte[], byte[]> post(Topics topics, int number) {
    String id = "p" + number;
    String headline = ("Headline " + number + " ").repeat(HEADLINE).substring(0, HEADLINE);
    String json =
        "{\"source\":\"long-lines\",\"id\":\"%s\",\"title\":\"%s\",\"body\":\"Text %d.\"}"
            .formatted(id, headline, number);
    return new ProducerRecord<>(
        topics.rawPosts().name(),
        ("long-lines:" + id).getBytes(StandardCharsets.UTF_8),
        json.getBytes(StandardCharsets.UTF_8));
  }
}
