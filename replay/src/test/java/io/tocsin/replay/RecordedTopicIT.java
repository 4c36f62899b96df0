package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.alerts.RulesTopic;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.RawPostStatus;
import io.tocsin.replay.core.HistoryException;
import io.tocsin.replay.core.Speed;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.trial.RecentPosts;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.CanonicalAlert;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was lived through is replayed from the topics that have recorded it. */
@ExtendWith(ClusterExtension.class)
class RecordedTopicIT {

  private static final int PARTITIONS = 3;
  private static final List<Rule> RULES =
      RuleFile.read(
              """
              rules:
                - id: evacuation
                  match: evacuate OR evacuation
                  severity: {warning: 3 voices, critical: 5 voices}
              """
                  .getBytes(StandardCharsets.UTF_8))
          .rules();
  private static final List<String> REPORTS =
      List.of(
          "The harbour district is being evacuated after a tank ruptured this morning.",
          "Firefighters told families near the docks that the evacuation has begun.",
          "Schools by the river were evacuated; buses take pupils to the sports hall.",
          "Hospital staff evacuate two wards as the smell of gas spreads uphill.",
          "Shops closed and the market square was evacuated within half an hour.");

  @Test
  void shouldGiveTheAlertsThatWereGivenLive(TestCluster cluster) {
    Topics live = cluster.topics(ClockMode.LIVE, PARTITIONS);
    List<CanonicalAlert> lived = live(cluster, live);
    assertThat(lived)
        .extracting(alert -> alert.value().getType())
        .contains(AlertEventType.OPENED, AlertEventType.UPDATED, AlertEventType.RETRACTED);

    RecordedTopic raw = RecordedTopic.raw(live, TimeRange.ALL, () -> consumer(cluster));
    assertThat(raw.extent().posts()).isEqualTo(9);
    ReplayRequest again = request(cluster, "again", raw, 1);
    Replay.run(again, ReplayListener.SILENT);
    assertThat(ReplayedAlerts.of(cluster, again)).isEqualTo(lived);

    RecordedTopic enriched = RecordedTopic.enriched(live, TimeRange.ALL, () -> consumer(cluster));
    assertThat(enriched.extent().posts()).as("what was no post is not among them").isEqualTo(8);
    ReplayRequest revisions = request(cluster, "revisions", enriched, 2);
    Replay.run(revisions, ReplayListener.SILENT);
    assertThat(ReplayedAlerts.of(cluster, revisions)).isEqualTo(lived);

    assertThat(recent(cluster, live))
        .extracting(PostRevision::source)
        .hasSize(8)
        .doesNotContain(ProbeRecords.SOURCE);

    assertListedAndDeleted(cluster, again, revisions);
  }

  private static List<PostRevision> recent(TestCluster cluster, Topics live) {
    try (RecentPosts posts =
        new RecentPosts(
            Map.of("bootstrap.servers", cluster.bootstrapServers()),
            "recent",
            live.enrichedPosts(),
            new RecentPosts.Limits(Duration.ofDays(1), 100, 100_000, 10_000),
            InstantSource.system())) {
      return posts.read(TestCluster.PATIENCE).posts();
    }
  }

  private static List<CanonicalAlert> live(TestCluster cluster, Topics live) {
    Deque<RunningService> running = new ArrayDeque<>();
    try {
      ServiceDefinition last = ReplayServices.all().get(2);
      new RulesTopic(config(cluster, last)).apply(RULES, InstantSource.system());
      for (ServiceDefinition definition : ReplayServices.all()) {
        ServiceConfig config = config(cluster, definition);
        running.push(ServiceShell.start(definition.app().apply(config), config));
      }
      send(cluster, live);
      cluster.awaitRecords(live.alerts(), 3);
    } finally {
      running.forEach(RunningService::close);
    }
    return CanonicalAlert.of(cluster, live);
  }

  /**
   * Five reports of five sources, posts of the probe and something that is no post among them, then
   * three of them are killed.
   */
  private static void send(TestCluster cluster, Topics live) {
    String raw = live.rawPosts().name();
    List<RawPosts> posts = new ArrayList<>();
    for (int i = 0; i < REPORTS.size(); i++) {
      posts.add(RawPosts.rawPost().of("source-" + i, "1").title("").body(REPORTS.get(i)));
    }
    probe(cluster, raw, 0);
    posts.forEach(post -> send(cluster, raw, post.postKey(), post.json()));
    probe(cluster, raw, 1);
    send(cluster, raw, "nobody", "this is no post");
    cluster.awaitRecords(live.alerts(), 2);
    posts
        .subList(2, 5)
        .forEach(
            post -> send(cluster, raw, post.postKey(), post.status(RawPostStatus.CANCELED).json()));
  }

  /** The probe says what the rule looks for, and counts nowhere. */
  private static void probe(TestCluster cluster, String raw, int number) {
    RawPosts post =
        RawPosts.rawPost()
            .of(ProbeRecords.SOURCE, "0")
            .title("Probe " + number)
            .body(REPORTS.get(number));
    send(cluster, raw, post.postKey(), post.json());
  }

  /** Where the broker puts it: posts come from anywhere and know of no partitions. */
  private static void send(TestCluster cluster, String topic, String key, String json) {
    cluster.produce(
        List.of(
            new ProducerRecord<>(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8))));
  }

  private static ServiceConfig config(TestCluster cluster, ServiceDefinition definition) {
    var builder = ServiceShell.config(definition);
    cluster.settings().forEach(builder::set);
    return builder
        .namespace(cluster.namespace())
        .mode(Mode.LIVE)
        .partitions(PARTITIONS)
        .stateDir(cluster.stateDir().resolve("live"))
        .httpPort(0)
        .build();
  }

  private static ReplayRequest request(
      TestCluster cluster, String name, RecordedTopic posts, int partitions) {
    return new ReplayRequest(
        cluster.namespace() + "-" + name,
        posts,
        posts.extent().last(),
        Speed.MAX,
        RULES,
        partitions,
        cluster.stateDir().resolve(name),
        false,
        cluster.settings());
  }

  private static Consumer<byte[], byte[]> consumer(TestCluster cluster) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static void assertListedAndDeleted(
      TestCluster cluster, ReplayRequest gone, ReplayRequest stays) {
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", cluster.bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      ReplayCatalog catalog = new ReplayCatalog(admin, () -> consumer(cluster));
      assertThat(catalog.list())
          .filteredOn(replay -> replay.name().startsWith(cluster.namespace()))
          .extracting(ReplaySummary::name, ReplaySummary::state, ReplaySummary::posts)
          .containsExactly(
              tuple(gone.name(), ReplaySummary.State.COMPLETE, gone.posts().extent().posts()),
              tuple(stays.name(), ReplaySummary.State.COMPLETE, stays.posts().extent().posts()));

      assertThat(catalog.delete(gone.name(), step -> {})).isTrue();
      assertThat(catalog.list()).extracting(ReplaySummary::name).doesNotContain(gone.name());
      assertThat(admin.listTopics().names().toCompletionStage().toCompletableFuture().join())
          .noneMatch(topic -> topic.startsWith(gone.namespace()))
          .anyMatch(topic -> topic.startsWith(stays.namespace()))
          .anyMatch(topic -> topic.startsWith(cluster.namespace() + "."));
      assertThat(catalog.delete(gone.name(), step -> {})).isFalse();
      assertThatExceptionOfType(ReplayException.class)
          .isThrownBy(() -> catalog.delete("../news", step -> {}))
          .withMessageContaining("lower-case");
    }
  }

  @Test
  void shouldSayWhenNothingIsRecorded(TestCluster cluster) {
    Topics live = cluster.topics(ClockMode.LIVE, PARTITIONS);
    cluster.create(live.rawPosts());
    TimeRange range = new TimeRange(Instant.parse("2022-02-11T06:00:00Z"), null);

    assertThatExceptionOfType(HistoryException.class)
        .isThrownBy(() -> RecordedTopic.raw(live, range, () -> consumer(cluster)))
        .withMessageContaining("no post in the range");
  }
}
