package io.tocsin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.service.ServiceShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell of the runtime module on a real broker and a real registry. */
@ExtendWith(ClusterExtension.class)
class ServiceShellIT {
  private static final long AT = 1_644_570_000_000L;

  private static ServiceConfig config(TestCluster cluster, String... pairs) {
    var builder = ServiceConfig.builder().setAll(cluster.settings());
    for (int i = 0; i < pairs.length; i += 2) {
      builder.set(pairs[i], pairs[i + 1]);
    }
    return builder.build();
  }

  private static RunningService start(TestCluster cluster, String... pairs) {
    ServiceConfig config = config(cluster, pairs);
    return ServiceShell.start(new WordApp(config), config);
  }

  private static void say(TestCluster cluster, String... words) {
    for (String word : words) {
      cluster.produce(cluster.namespace() + ".in", "k", word, AT);
    }
  }

  private static List<String> heard(TestCluster cluster, int count) {
    return cluster.awaitRecords(cluster.namespace() + ".out", count).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> deadLetters(TestCluster cluster, int count) {
    return cluster.awaitRecords(cluster.namespace() + ".words.dead-letters", count);
  }

  private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
    Map<String, String> texts = new TreeMap<>();
    record.headers().forEach(h -> texts.put(h.key(), new String(h.value(), UTF_8)));
    return texts;
  }

  private static HttpResponse<String> get(RunningService service, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(service.httpAddress().resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void awaitReady(RunningService service) {
    await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> get(service, "/health/ready").statusCode() == 200);
  }

  @Test
  void shouldMakeItsTopicsRunAndTellHowItIs(TestCluster cluster) {
    try (RunningService service = start(cluster)) {
      awaitReady(service);
      say(cluster, "one", "one", "three");

      assertThat(heard(cluster, 3)).containsExactly("3 1", "3 2", "5 1");
      assertThat(service.state()).isEqualTo(State.RUNNING);
      assertThat(get(service, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(service, "/health/ready").body())
          .contains("\"streams\",\"status\":\"up\"")
          .contains("\"registry\",\"status\":\"up\"");
      assertThat(get(service, "/topology").body()).contains("count-words");
      assertThat(get(service, "/config").body())
          .contains("tocsin.namespace = " + cluster.namespace());
      await()
          .atMost(TestCluster.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(get(service, "/metrics").body())
                      .contains("jvm_memory_used_bytes{")
                      .contains("kafka_stream_")
                      .contains("service=\"words\""));
    }
  }

  @Test
  void shouldGoOnWhereItWasWhenStartedAgain(TestCluster cluster) {
    try (RunningService service = start(cluster)) {
      awaitReady(service);
      say(cluster, "one");
      heard(cluster, 1);
    }
    say(cluster, "one");
    try (RunningService again = start(cluster)) {
      awaitReady(again);

      assertThat(heard(cluster, 2)).containsExactly("3 1", "3 2");
    }
  }

  @Test
  void shouldPutWhatCannotBeTakenIntoTheDeadLetters(TestCluster cluster) {
    try (RunningService service = start(cluster)) {
      awaitReady(service);
      say(cluster, "unreadable", "bug", "refused", "fine");

      assertThat(heard(cluster, 1)).containsExactly("4 1");
      assertThat(deadLetters(cluster, 3))
          .extracting(record -> headers(record).get("tocsin.reason"))
          .containsExactlyInAnyOrder("unreadable-bytes", "failed-processing", "not-wanted");
      assertThat(deadLetters(cluster, 3))
          .extracting(record -> new String(record.value(), UTF_8))
          .containsExactlyInAnyOrder("unreadable", "bug", "refused");
      assertThat(service.state()).isEqualTo(State.RUNNING);
    }
  }

  @Test
  void shouldTakeLargeRecords(TestCluster cluster) {
    String large = "x".repeat(5_000_000);
    try (RunningService service = start(cluster)) {
      for (int i = 0; i < 12; i++) {
        say(cluster, large);
      }

      assertThat(heard(cluster, 12)).last().isEqualTo("5000000 12");
      assertThat(service.state()).isEqualTo(State.RUNNING);
    }
  }

  @Test
  void shouldEndWhenOurCodeFailsTooOften(TestCluster cluster) throws Exception {
    try (RunningService service = start(cluster, "tocsin.failures-per-minute", "2")) {
      say(cluster, "bug", "bug", "bug");

      ServiceFailure failure = service.failure().toCompletableFuture().get(30, TimeUnit.SECONDS);

      assertThat(failure.exitCode()).isEqualTo(ExitCode.BUG);
      assertThat(failure).hasMessageContaining("a bug");
      assertThat(get(service, "/health/live").statusCode()).isEqualTo(503);
      assertThat(get(service, "/health/ready").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void shouldKeepTheBeginningOfARecordThatIsTooLargeForItsTopic(TestCluster cluster) {
    try (RunningService service = start(cluster)) {
      say(cluster, "huge", "fine");

      assertThat(heard(cluster, 1)).containsExactly("4 1");
      assertThat(deadLetters(cluster, 1))
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(headers(letter))
                      .containsEntry("tocsin.reason", "too-large-to-send")
                      .containsEntry("tocsin.original.size", "3145728"));
      assertThat(service.state()).isEqualTo(State.RUNNING);
    }
  }

  @Test
  void shouldReportAllTopicsThatAreWrong(TestCluster cluster) {
    cluster.create(
        new NewTopic(cluster.namespace() + ".in", 5, (short) 1),
        new NewTopic(cluster.namespace() + ".out", 2, (short) 1)
            .configs(Map.of("max.message.bytes", "1000")));

    ServiceFailure failure =
        catchThrowableOfType(ServiceFailure.class, () -> start(cluster).close());

    assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
    assertThat(failure)
        .hasMessageContaining(cluster.namespace() + ".in has 5 partitions, expected 2")
        .hasMessageContaining(".out has max.message.bytes=1000, expected 1048576");
  }

  /** Kafka Streams notices it first, and ends its thread; that alone must not be the last word. */
  @Test
  void shouldSayWhichTopicItReadIsGone(TestCluster cluster) throws Exception {
    try (RunningService service =
        start(
            cluster,
            "tocsin.topics.recheck",
            "4s",
            "tocsin.streams.main.consumer.metadata.max.age.ms",
            "200")) {
      awaitReady(service);
      cluster.delete(cluster.namespace() + ".in");

      ServiceFailure failure = service.failure().toCompletableFuture().get(30, TimeUnit.SECONDS);

      assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
      assertThat(failure)
          .hasMessageContaining("topics were changed while it ran")
          .hasMessageContaining(cluster.namespace() + ".in is missing");
    }
  }

  @Test
  void shouldEndWhenATopicIsDeletedWhileItRuns(TestCluster cluster) throws Exception {
    try (RunningService service = start(cluster, "tocsin.topics.recheck", "1s")) {
      awaitReady(service);
      admin(cluster, admin -> admin.deleteTopics(List.of(cluster.namespace() + ".out")).all());

      ServiceFailure failure = service.failure().toCompletableFuture().get(30, TimeUnit.SECONDS);

      assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
      assertThat(failure)
          .hasMessageContaining("topics were changed while it ran")
          .hasMessageContaining(cluster.namespace() + ".out is missing");
    }
  }

  @Test
  void shouldEndWhenPartitionsAreAddedWhileItRuns(TestCluster cluster) throws Exception {
    try (RunningService service = start(cluster, "tocsin.topics.recheck", "1s")) {
      awaitReady(service);
      admin(
          cluster,
          admin ->
              admin
                  .createPartitions(
                      Map.of(cluster.namespace() + ".in", NewPartitions.increaseTo(3)))
                  .all());

      ServiceFailure failure = service.failure().toCompletableFuture().get(30, TimeUnit.SECONDS);

      assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
      assertThat(failure).hasMessageContaining(".in has 3 partitions, expected 2; fix:");
    }
  }

  @ParameterizedTest
  @CsvSource({"cleanup.policy, compact, delete", "retention.ms, 60000, -1"})
  void shouldEndWhenAPolicyIsChangedWhileItRuns(
      String setting, String changed, String expected, TestCluster cluster) throws Exception {
    String out = cluster.namespace() + ".out";
    try (RunningService service = start(cluster, "tocsin.topics.recheck", "1s")) {
      awaitReady(service);
      AlterConfigOp change =
          new AlterConfigOp(new ConfigEntry(setting, changed), AlterConfigOp.OpType.SET);
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, out);
      admin(cluster, admin -> admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all());

      ServiceFailure failure = service.failure().toCompletableFuture().get(30, TimeUnit.SECONDS);

      assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
      assertThat(failure)
          .hasMessageContaining("topics were changed while it ran")
          .hasMessageContaining(
              "%s has %s=%s, expected %s; fix: kafka-configs.sh"
                  .formatted(out, setting, changed, expected));
    }
  }

  @Test
  void shouldNotEndForAnOutageOfTheBroker(TestCluster cluster) {
    try (RunningService service =
        start(cluster, "tocsin.topics.recheck", "1s", "tocsin.startup-timeout", "1s")) {
      awaitReady(service);
      cluster.cluster().stopBroker();
      await()
          .during(Duration.ofSeconds(3))
          .atMost(TestCluster.PATIENCE)
          .until(() -> !service.failure().toCompletableFuture().isDone());
      cluster.cluster().startBroker();
      say(cluster, "one");

      assertThat(heard(cluster, 1)).containsExactly("3 1");
    }
  }

  @Test
  void shouldBeginAnewWhenTheBrokerGaveItsTransactionUp(TestCluster cluster) {
    ServiceConfig config = config(cluster);
    WordApp app = new WordApp(config);
    try (RunningService service = ServiceShell.start(app, config)) {
      awaitReady(service);
      app.lostCommits.set(2);
      say(cluster, "one", "one", "three");

      assertThat(heard(cluster, 3)).containsExactly("3 1", "3 2", "5 1");
      assertThat(app.lostCommits).hasValue(0);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  private static void admin(TestCluster cluster, Function<Admin, KafkaFuture<?>> change)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      change.apply(admin).get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldNameMissingTopicsThatItMayNotCreate(TestCluster cluster) {
    ServiceFailure failure =
        catchThrowableOfType(
            ServiceFailure.class, () -> start(cluster, "tocsin.topics.provision", "false").close());

    assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
    assertThat(failure)
        .hasMessageContaining(cluster.namespace() + ".in is missing")
        .hasMessageContaining(cluster.namespace() + ".out is missing")
        .hasMessageContaining("--create --topic");
    assertThat(cluster.topicNames()).isEmpty();
  }

  @Test
  void shouldNameARegistryThatDoesNotAnswer(TestCluster cluster) {
    ServiceFailure failure =
        catchThrowableOfType(
            ServiceFailure.class,
            () ->
                start(
                        cluster,
                        "tocsin.registry.url",
                        "http://127.0.0.1:1",
                        "tocsin.startup-timeout",
                        "5s")
                    .close());

    assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
    assertThat(failure).hasMessageContaining("tocsin.registry.url").hasMessageContaining(":1\"");
  }

  @Test
  void shouldNotStartWithALoginPageForARegistry(TestCluster cluster) throws IOException {
    try (LoginPage page = LoginPage.start()) {
      ServiceFailure failure =
          catchThrowableOfType(
              ServiceFailure.class,
              () ->
                  start(cluster, "tocsin.registry.url", page.url(), "tocsin.startup-timeout", "2s")
                      .close());

      assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
      assertThat(failure)
          .hasMessageContaining("tocsin.registry.url")
          .hasMessageContaining("answered 200 with text/html; expected the list of subjects");
    }
  }

  @Test
  void shouldShareTheWorkAmongInstancesWithDirectoriesOfTheirOwn(TestCluster cluster) {
    try (RunningService one = start(cluster)) {
      awaitReady(one);

      ServiceFailure failure =
          catchThrowableOfType(ServiceFailure.class, () -> start(cluster).close());
      assertThat(failure).hasMessageContaining("tocsin.state-dir: another instance");

      try (RunningService two = start(cluster, "tocsin.state-dir", cluster.stateDir() + "-two")) {
        awaitReady(two);
        say(cluster, "one");
        assertThat(heard(cluster, 1)).containsExactly("3 1");
        assertThat(one.state()).isEqualTo(State.RUNNING);
      }
    }
  }
}
