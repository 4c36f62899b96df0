package io.tocsin.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.wire.AlertRecords;
import io.tocsin.alerts.wire.CloudEventHeaders;
import io.tocsin.avro.AlertEventType;
import io.tocsin.replay.backtest.Backtest;
import io.tocsin.replay.backtest.BacktestRequest;
import io.tocsin.replay.backtest.Recorded;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.JsonLinesWriter;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.RecordedStatus;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.CanonicalAlert;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Posts that are published, shown as evidence and then erased, through a real broker and all three
 * services: what is left of their words in every topic of the namespace, those of the services'
 * state too. Words that must go begin with {@code zibeth}, words that stay with {@code okapi}.
 */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakedownIT {

  private static final String GONE = "zibeth";
  private static final String STAYS = "okapi";
  private static final Instant START = Instant.parse("2022-02-11T08:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(30));
  private static final List<Rule> RULES =
      RuleFile.read(
              """
              rules:
                - id: flight
                  match: evacuate
                  windows: [10m, 1h]
                  falseAlarms: 1 per 7d
                  minimum: {voices: 3, sources: 2}
                  severity: {warning: 3 voices, critical: 5 voices}
                - id: war
                  match: invasion
                  windows: [10m, 1h]
                  falseAlarms: 1 per 7d
                  minimum: {voices: 3, sources: 2}
                - id: gas
                  match: leak
                  windows: [10m, 1h]
                  falseAlarms: 1 per 7d
                  minimum: {voices: 3, sources: 2}
              """
                  .getBytes(UTF_8))
          .rules();
  private static final History HISTORY = History.of(posts(), AsOf.SEEN, TimeRange.ALL);

  @TempDir private Path directory = Path.of("unset");
  private Topics topics =
      Topics.of("unset", ClockMode.EVENT, 1, io.tocsin.schemas.AvroSerdes.inMemory());
  private List<CanonicalAlert> events = List.of();
  private Map<String, Boolean> compacted = Map.of();

  /** Three stories: one erased while it rings, one after its end, one killed before. */
  private static List<RecordedPost> posts() {
    List<RecordedPost> posts = new ArrayList<>();
    posts.addAll(story("invasion", 0));
    posts.addAll(story("evacuate", 600));
    posts.addAll(story("leak", 600));
    posts.add(taken("evacuate", 620, RecordedStatus.ERASED));
    posts.add(erasable("evacuate", 625));
    posts.add(taken("leak", 620, RecordedStatus.CANCELED));
    posts.add(taken("leak", 625, RecordedStatus.ERASED));
    for (int i = 0; i < 4; i++) {
      posts.add(other("evacuate", 10 + i, 630 + i));
    }
    posts.add(taken("invasion", 640, RecordedStatus.ERASED));
    posts.sort(
        java.util.Comparator.comparing(post -> java.util.Objects.requireNonNull(post.seenAt())));
    return posts;
  }

  private static List<RecordedPost> story(String word, int minute) {
    return List.of(
        erasable(word, minute),
        other(word, 1, minute + 1),
        other(word, 2, minute + 2),
        other(word, 3, minute + 3));
  }

  private static RecordedPost erasable(String word, int minute) {
    return said("metro", word, minute)
        .title("Zibeth title: " + word)
        .body("They " + word + " now, the zibethperson says, and zibethwords follow.")
        .url("https://metro.example/zibeth-" + word)
        .author("Zibeth Author")
        .extra("note", "zibethnote")
        .build();
  }

  private static RecordedPost other(String word, int number, int minute) {
    return said("source-" + number, word, minute)
        .title("Okapi title " + number)
        .body(
            "In town "
                + "abcdefghijklmnopqrstuvwxyz".charAt(number)
                + " they "
                + word
                + ", says okapi "
                + number
                + ".")
        .build();
  }

  private static RecordedPost taken(String word, int minute, RecordedStatus status) {
    return said("metro", word, minute).status(status).build();
  }

  private static RecordedPost.Builder said(String source, String word, int minute) {
    Instant at = START.plus(Duration.ofMinutes(minute));
    return RecordedPost.post(source, word).language("en").seenAt(at);
  }

  @BeforeAll
  void run(TestCluster cluster) throws Exception {
    ReplayRequest request =
        ReplayRequest.of(
                cluster.namespace(), HISTORY, RULES, cluster.stateDir(), cluster.settings())
            .until(END)
            .inPartitions(2);
    Replay.run(request, ReplayListener.SILENT);
    topics = Topics.of(request.namespace(), ClockMode.EVENT, 2, cluster.serdes());
    events = ReplayedAlerts.of(cluster, request);
    compacted = compacted(cluster, request.namespace());
  }

  private static Map<String, Boolean> compacted(TestCluster cluster, String namespace)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      List<ConfigResource> ours =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(namespace))
              .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
              .toList();
      Map<String, Boolean> compacted = new TreeMap<>();
      for (Map.Entry<ConfigResource, Config> topic :
          admin.describeConfigs(ours).all().get().entrySet()) {
        String policy = topic.getValue().get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        compacted.put(topic.getKey().name(), policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT));
      }
      return compacted;
    }
  }

  private List<CanonicalAlert> of(String rule) {
    return events.stream()
        .filter(event -> event.value().getAlert().getRuleId().equals(rule))
        .toList();
  }

  private static List<AlertEventType> types(List<CanonicalAlert> events) {
    return events.stream().map(CanonicalAlert::type).toList();
  }

  private static boolean says(Object record, String word) {
    return record.toString().toLowerCase(java.util.Locale.ROOT).contains(word);
  }

  @Test
  void shouldHaveShownTheTextsAndTakenThemOut() {
    Map<String, List<CanonicalAlert>> byRule =
        events.stream().collect(Collectors.groupingBy(e -> e.value().getAlert().getRuleId()));
    assertThat(byRule).containsOnlyKeys("flight", "war", "gas");
    assertThat(types(of("flight")))
        .startsWith(AlertEventType.OPENED)
        .contains(AlertEventType.REDACTED)
        .endsWith(AlertEventType.RESOLVED);
    assertThat(types(of("war")))
        .startsWith(AlertEventType.OPENED)
        .endsWith(AlertEventType.RESOLVED, AlertEventType.REDACTED);
    assertThat(types(of("gas")))
        .startsWith(AlertEventType.OPENED)
        .contains(AlertEventType.REDACTED);
    byRule.forEach(
        (rule, all) -> {
          int redacted = types(all).indexOf(AlertEventType.REDACTED);
          assertThat(all.subList(0, redacted)).as(rule).allMatch(event -> says(event, GONE));
          assertThat(all.subList(redacted, all.size()))
              .as(rule)
              .noneMatch(event -> says(event, GONE))
              .allMatch(event -> says(event, STAYS));
        });
    assertThat(types(of("flight")))
        .as("it went on after the takedown")
        .contains(AlertEventType.UPDATED);
  }

  @Test
  void shouldLeaveNoTextInACompactedTopic(TestCluster cluster) {
    Set<String> withWords = new TreeSet<>();
    compacted.forEach(
        (topic, isCompacted) -> {
          if (isCompacted || topic.equals(topics.posts().name())) { // live, that one is, too
            Map<String, String> latest = latest(cluster.readAll(topic));
            assertThat(latest.values()).as(topic).noneMatch(value -> says(value, GONE));
            if (latest.values().stream().anyMatch(value -> says(value, STAYS))) {
              withWords.add(topic);
            }
          }
        });
    assertThat(withWords)
        .as("what others said is there, so the words could be found")
        .contains(topics.posts().name(), topics.alertState().name())
        .anyMatch(topic -> topic.endsWith("revision-store-changelog"))
        .anyMatch(topic -> topic.endsWith("spike-state-store-changelog"));
  }

  /** By the bytes, in which texts stand as they are. */
  private static Map<String, String> latest(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, String> latest = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String key = record.partition() + " " + new String(record.key(), UTF_8);
      if (record.value() == null) {
        latest.remove(key);
      } else {
        latest.put(key, new String(record.value(), UTF_8));
      }
    }
    return latest;
  }

  @Test
  void shouldLeaveATombstoneForEachPost(TestCluster cluster) {
    for (String topic : List.of(topics.posts().name(), topics.enrichedPosts().name())) {
      Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey =
          cluster.readAll(topic).stream()
              .collect(Collectors.groupingBy(record -> new String(record.key(), UTF_8)));
      for (String word : List.of("evacuate", "invasion", "leak")) {
        List<ConsumerRecord<byte[], byte[]>> ofPost = byKey.get("metro:" + word);
        assertThat(ofPost.get(ofPost.size() - 1).value()).as(topic + " " + word).isNull();
        assertThat(ofPost)
            .as("what came again did not revive it")
            .hasSize(word.equals("leak") ? 4 : 3);
      }
    }
  }

  /** What docs/security.md says: these keep the words until their retention has passed. */
  @Test
  void shouldStillHoldTheTextsWhereOnlyTimeDeletes(TestCluster cluster) {
    for (String topic :
        List.of(topics.rawPosts().name(), topics.enrichedPosts().name(), topics.alerts().name())) {
      assertThat(compacted.get(topic)).as(topic).isFalse();
      assertThat(cluster.readAll(topic))
          .as(topic)
          .anyMatch(
              record -> record.value() != null && says(new String(record.value(), UTF_8), GONE));
    }
  }

  @Test
  void shouldBeTheSameInABacktest() throws IOException {
    Path file = directory.resolve("posts.jsonl");
    try (JsonLinesWriter out = new JsonLinesWriter(Files.newOutputStream(file))) {
      for (RecordedPost post : posts()) {
        out.write(post);
      }
    }
    Recorded recorded = new Recorded();
    Backtest.run(
        new BacktestRequest(
            List.of(file),
            new HistoryFile.Reading(AsOf.SEEN, new TimeRange(null, END), null, 0),
            List.of(RULES),
            true,
            2),
        recorded);

    assertThat(recorded.events())
        .extracting(
            event ->
                CanonicalAlert.of(
                    new RuleScope(event.ruleId(), event.scope()).key(),
                    AlertRecords.avro(event),
                    CloudEventHeaders.of(event)))
        .isEqualTo(events);
  }
}
