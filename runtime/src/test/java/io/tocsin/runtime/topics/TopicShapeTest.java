package io.tocsin.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicShapeTest {
  private static final String SERVERS = "broker:9092";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "cleanup.policy", "compact,delete",
          "max.message.bytes", "2000000",
          "message.timestamp.type", "CreateTime",
          "retention.ms", "1000");
  private static final TopicShape WANTED = wanted(4, 2, SETTINGS);

  private static TopicShape wanted(int partitions, int replicas, Map<String, String> settings) {
    return TopicShape.wanted(
        new NewTopic("news.posts", partitions, (short) replicas).configs(settings));
  }

  private static TopicShape actual(int partitions, int replicas, String... settings) {
    Map<String, String> all = new HashMap<>(SETTINGS);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new TopicShape("news.posts", partitions, replicas, all);
  }

  private static List<TopicMismatch> mismatches(TopicShape actual) {
    return WANTED.mismatches(actual, true, SERVERS);
  }

  @Test
  void shouldAcceptTheSameInOtherWordsAndMoreThanIsAsked() {
    assertThat(
            mismatches(
                actual(
                    4,
                    3,
                    "cleanup.policy",
                    "delete,compact",
                    "max.message.bytes",
                    "3000000",
                    "retention.ms",
                    "-1",
                    "min.insync.replicas",
                    "3")))
        .isEmpty();
  }

  @Test
  void shouldReportAllMismatchesWithWhatEndsThem() {
    assertThat(
            mismatches(
                actual(
                    3,
                    1,
                    "cleanup.policy",
                    "delete",
                    "max.message.bytes",
                    "1000000",
                    "message.timestamp.type",
                    "LogAppendTime",
                    "retention.ms",
                    "999",
                    "min.insync.replicas",
                    "2")))
        .extracting(TopicMismatch::message)
        .containsExactly(
            "news.posts has 3 partitions, expected 4; fix: set tocsin.topics.partitions=3, or"
                + " delete and re-create it",
            "news.posts has 1 replicas, expected 2; fix: set tocsin.topics.replication=1, or"
                + " reassign its partitions to more brokers (kafka-reassign-partitions.sh)",
            alteration("cleanup.policy", "delete", "compact,delete", "[compact,delete]"),
            alteration("max.message.bytes", "1000000", "2000000", "2000000"),
            alteration("message.timestamp.type", "LogAppendTime", "CreateTime", "CreateTime"),
            alteration("retention.ms", "999", "1000", "1000"),
            alteration(
                "min.insync.replicas",
                "2",
                "at most 1, as it has no more replicas and could never be written",
                "1"));
  }

  private static String alteration(String setting, String found, String expected, String value) {
    return "news.posts has %s=%s, expected %s; fix: kafka-configs.sh --bootstrap-server broker:9092 --alter --entity-type topics --entity-name news.posts --add-config %s=%s"
        .formatted(setting, found, expected, setting, value);
  }

  @Test
  void shouldLeaveRetentionAndReplicasToTheOwnerOfTheCluster() {
    assertThat(mismatches(actual(4, 1, "retention.ms", "999")))
        .extracting(TopicMismatch::property, TopicMismatch::blocking)
        .containsExactly(tuple("replicas", false), tuple("retention.ms", false));
  }

  @Test
  void shouldNotStartWhereTheRecordsOfAReplayWouldBeDeletedAtOnce() {
    TopicShape replay = wanted(4, 1, Map.of("retention.ms", "-1"));

    assertThat(replay.mismatches(actual(4, 1, "retention.ms", "604800000"), true, SERVERS))
        .extracting(TopicMismatch::property, TopicMismatch::blocking)
        .containsExactly(tuple("retention.ms", true));
  }

  @Test
  void shouldNotOfferASettingThatDoesNotSayHowManyPartitionsThereAre() {
    assertThat(wanted(1, 1, Map.of()).mismatches(actual(3, 1), false, SERVERS))
        .extracting(TopicMismatch::repair)
        .containsExactly("delete and re-create it");
  }

  @Test
  void shouldNameTheCommandThatCreatesWhatIsMissing() {
    assertThat(WANTED.missing(SERVERS).message())
        .isEqualTo(
            "news.posts is missing; fix: kafka-topics.sh --bootstrap-server broker:9092 --create"
                + " --topic news.posts --partitions 4 --replication-factor 2 --config"
                + " cleanup.policy=[compact,delete] --config max.message.bytes=2000000 --config"
                + " message.timestamp.type=CreateTime --config retention.ms=1000");
  }

  @Test
  void shouldNotCheckWhatANewTopicLeavesOpen() {
    assertThat(
            TopicShape.wanted(new NewTopic("news.posts", Optional.empty(), Optional.empty()))
                .mismatches(actual(9, 1, "cleanup.policy", "delete"), true, SERVERS))
        .isEmpty();
  }
}
