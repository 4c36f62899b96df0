package io.tocsin.acceptance.clients;

import static io.tocsin.acceptance.clients.AlertTopic.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.schemas.ClockMode;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.EnrichedPosts;
import io.tocsin.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every subscriber under examples holds, in whatever language. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SubscriberContract {
  private static final String SUMMARY = "evacuation: people leave Kharkiv – “at once”";
  private static final String NOBODY = "127.0.0.1:1";

  /** The command that starts it, without options. */
  abstract List<String> command();

  /** What it ends with after a SIGTERM that it has obeyed. */
  int exitOnSignal() {
    return 0;
  }

  private ExampleRun start(TestCluster cluster, String... options) {
    return start(cluster, Map.of(), options);
  }

  private ExampleRun start(
      TestCluster cluster, Map<String, String> environment, String... options) {
    Map<String, String> all = new HashMap<>();
    all.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers());
    all.put("TOCSIN_REGISTRY_URL", cluster.registryUrl());
    all.put("TOCSIN_NAMESPACE", cluster.namespace());
    all.put("TOCSIN_GROUP", cluster.namespace() + "-subscriber");
    all.putAll(environment);
    List<String> command = new ArrayList<>(command());
    command.addAll(Arrays.asList(options));
    return ExampleRun.start(command, all, Path.of("."));
  }

  private static String line(int minute, String type, String rest) {
    return "2022-02-11T08:%d:00Z | %s | warning | %s | %s"
        .formatted(30 + minute, type, SUMMARY, rest);
  }

  @Test
  void shouldPrintEachCommittedEventOnceWhateverElseIsOnTheTopic(TestCluster cluster) {
    try (AlertTopic topic = new AlertTopic(cluster)) {
      AlertEvent updated =
          event("a", 2, AlertEventType.UPDATED, "twice as many", "wire", "metro", "wire");
      topic.write(event("a", 1, AlertEventType.OPENED, "it rings", "wire"));
      topic.abort(event("b", 1, AlertEventType.OPENED, "never happened", "wire"));
      topic.write(updated);
      topic.abort(event("b", 2, AlertEventType.UPDATED, "never happened", "wire"));
      topic.write(updated);
      topic.writeBytes("~watermark/0", null);
      long text = topic.writeBytes("evacuation|UA", "no Avro".getBytes(StandardCharsets.UTF_8));
      byte[] unknown = topic.bytes(updated);
      unknown[1] = 0x7f;
      long stranger = topic.writeBytes("evacuation|UA", unknown);
      long torn = topic.writeBytes("evacuation|UA", Arrays.copyOf(topic.bytes(updated), 40));
      topic.write(event("a", 3, AlertEventType.RESOLVED, "no report in 1 h", "wire"));
      topic.write(
          event("a", 4, AlertEventType.REOPENED, "it rings again", "wire", "metro"),
          event("a", 5, AlertEventType.RETRACTED, "post wire:1 was edited"));

      ExampleRun run = start(cluster, "--max", "5");

      assertThat(run.awaitExit()).as(run.toString()).isZero();
      assertThat(run.lines())
          .containsExactly(
              line(1, "OPENED", "it rings | 1 sources | a#1"),
              line(2, "UPDATED", "twice as many | 2 sources | a#2"),
              line(3, "RESOLVED", "no report in 1 h | 1 sources | a#3"),
              line(4, "REOPENED", "it rings again | 2 sources | a#4"),
              line(5, "RETRACTED", "post wire:1 was edited | 0 sources | a#5"));
      assertThat(run.errors().lines().filter(line -> line.startsWith("skipped: ")))
          .satisfiesExactly(
              line -> assertThat(line).startsWith(skipped(topic, text)).contains("7 bytes"),
              line ->
                  assertThat(line)
                      .startsWith(skipped(topic, stranger))
                      .contains("the registry does not know schema"),
              line -> assertThat(line).startsWith(skipped(topic, torn)));
    }
  }

  private static String skipped(AlertTopic topic, long offset) {
    return "skipped: " + topic.name() + ", partition 0, offset " + offset + ": ";
  }

  @Test
  void shouldReadOlderAndNewerSchemasThanItsOwn(TestCluster cluster) {
    try (AlertTopic topic = new AlertTopic(cluster)) {
      topic.write(event("a", 1, AlertEventType.OPENED, "as released", "wire"));
      topic.write(EventSchema.OLDER, event("b", 1, AlertEventType.OPENED, "not there yet", "wire"));
      topic.write(EventSchema.NEWER, event("c", 1, AlertEventType.OPENED, "more fields", "wire"));
      topic.write(EventSchema.NEWEST, event("c", 2, AlertEventType.UPDATED, "new kind", "wire"));
      topic.write(event("c", 3, AlertEventType.RESOLVED, "as released", "wire"));

      ExampleRun run = start(cluster, "--max", "5");

      assertThat(run.awaitExit()).as(run.toString()).isZero();
      assertThat(run.lines())
          .containsExactly(
              line(1, "OPENED", "as released | 1 sources | a#1"),
              line(1, "OPENED", " | 1 sources | b#1"),
              line(1, "OPENED", "more fields | 1 sources | c#1"),
              line(2, "UNKNOWN", "new kind | 1 sources | c#2"),
              line(3, "RESOLVED", "as released | 1 sources | c#3"));
    }
  }

  @Test
  void shouldGoOnWhereItStopped(TestCluster cluster) {
    try (AlertTopic topic = new AlertTopic(cluster)) {
      topic.write(
          event("a", 1, AlertEventType.OPENED, "", "wire"),
          event("a", 2, AlertEventType.UPDATED, "", "wire"),
          event("a", 3, AlertEventType.UPDATED, "", "wire"));

      try (ExampleRun first = start(cluster, "--max", "1")) {
        assertThat(first.awaitExit()).as(first.toString()).isZero();
        assertThat(first.lines()).containsExactly(line(1, "OPENED", " | 1 sources | a#1"));
      }
      try (ExampleRun second = start(cluster)) {
        second.awaitLines(2);
        assertThat(second.stop()).as(second.toString()).isEqualTo(exitOnSignal());
        assertThat(second.lines())
            .containsExactly(
                line(2, "UPDATED", " | 1 sources | a#2"), line(3, "UPDATED", " | 1 sources | a#3"));
      }
      topic.write(event("a", 4, AlertEventType.RESOLVED, "", "wire"));
      try (ExampleRun third = start(cluster, "--max", "1")) {
        assertThat(third.awaitExit()).as(third.toString()).isZero();
        assertThat(third.lines()).containsExactly(line(4, "RESOLVED", " | 1 sources | a#4"));
      }
    }
  }

  @Test
  void shouldEndWithoutLosingItsPlaceWhenTheRegistryIsNotThere(TestCluster cluster) {
    try (AlertTopic topic = new AlertTopic(cluster)) {
      topic.write(event("a", 1, AlertEventType.OPENED, "", "wire"));

      ExampleRun blind = start(cluster, Map.of(), "--registry", "http://" + NOBODY + "/ccompat");

      assertThat(blind.awaitExit()).as(blind.toString()).isEqualTo(1);
      assertThat(blind.lines()).isEmpty();
      assertThat(blind.errors())
          .contains("the schema registry at http://" + NOBODY + "/ccompat (--registry)");
      ExampleRun seeing = start(cluster, "--max", "1");
      assertThat(seeing.awaitExit()).as(seeing.toString()).isZero();
      assertThat(seeing.lines()).containsExactly(line(1, "OPENED", " | 1 sources | a#1"));
    }
  }

  @Test
  void shouldSayThatBrokerOrTopicIsNotThere(TestCluster cluster) {
    ExampleRun broker = start(cluster, Map.of(), "--bootstrap-servers", NOBODY);
    assertThat(broker.awaitExit()).as(broker.toString()).isEqualTo(1);
    assertThat(broker.errors()).contains("no broker at " + NOBODY + " (--bootstrap-servers)");

    ExampleRun topic = start(cluster, Map.of("TOCSIN_NAMESPACE", "nowhere"));
    assertThat(topic.awaitExit()).as(topic.toString()).isEqualTo(1);
    assertThat(topic.errors()).contains("topic nowhere.alerts (--namespace, --topic)");
    assertThat(cluster.topicNames()).doesNotContain("nowhere.alerts");
  }

  @Test
  void shouldFollowPostsAmongWatermarks(TestCluster cluster) {
    var topic = cluster.topics(ClockMode.EVENT, 1).enrichedPosts();
    cluster.create(topic);
    EnrichedPosts post =
        EnrichedPosts.enrichedPost()
            .of("wire", "1")
            .title("Harbour evacuated")
            .seenAt(Instant.parse("2022-02-11T09:00:00.250Z"));
    cluster.produce(topic.name(), "~watermark/0", null, 0);
    cluster.produce(topic, "wire:1", post.build(), 0);
    cluster.produce(topic.name(), "~watermark/0", null, 0);
    cluster.produce(topic, "wire:1", post.revision(2).build(), 0);

    ExampleRun run = start(cluster, "--topic", "posts.enriched", "--max", "2");

    assertThat(run.awaitExit()).as(run.toString()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "2022-02-11T09:00:00Z | USABLE | en |  | Harbour evacuated | wire:1#1",
            "2022-02-11T09:00:00Z | USABLE | en |  | Harbour evacuated | wire:1#2");
    assertThat(run.errors()).doesNotContain("skipped");
  }
}
