package io.tocsin.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicShapeTest {
  private static final TopicShape WANTED =
      TopicShape.wanted(
          new NewTopic("news.posts", 4, (short) 1)
              .configs(
                  Map.of(
                      "cleanup.policy", "compact,delete",
                      "max.message.bytes", "2000000",
                      "message.timestamp.type", "CreateTime",
                      "retention.ms", "1000")));

  private static TopicShape actual(int partitions, String cleanup, String bytes, String time) {
    return new TopicShape(
        "news.posts",
        partitions,
        Map.of(
            "cleanup.policy", cleanup,
            "max.message.bytes", bytes,
            "message.timestamp.type", time));
  }

  @Test
  void shouldAcceptTheSameInOtherWords() {
    assertThat(
            WANTED.mismatches(actual(4, "delete,compact", "3000000", "CreateTime"), "broker:9092"))
        .isEmpty();
  }

  @Test
  void shouldReportAllMismatchesWithTheCommandThatFixesThem() {
    assertThat(WANTED.mismatches(actual(3, "delete", "1000000", "LogAppendTime"), "broker:9092"))
        .containsExactly(
            "news.posts has 3 partitions, expected 4; delete and re-create it, or set"
                + " tocsin.topics.partitions=3",
            "news.posts has cleanup.policy=delete, expected compact,delete; fix: kafka-configs.sh"
                + " --bootstrap-server broker:9092 --alter --entity-type topics --entity-name"
                + " news.posts --add-config cleanup.policy=[compact,delete]",
            "news.posts has max.message.bytes=1000000, expected 2000000; fix: kafka-configs.sh"
                + " --bootstrap-server broker:9092 --alter --entity-type topics --entity-name"
                + " news.posts --add-config max.message.bytes=2000000",
            "news.posts has message.timestamp.type=LogAppendTime, expected CreateTime; fix:"
                + " kafka-configs.sh --bootstrap-server broker:9092 --alter --entity-type topics"
                + " --entity-name news.posts --add-config message.timestamp.type=CreateTime");
  }

  @Test
  void shouldNotCheckWhatANewTopicLeavesOpen() {
    assertThat(
            TopicShape.wanted(
                    new NewTopic(
                        "news.posts", java.util.Optional.empty(), java.util.Optional.empty()))
                .mismatches(actual(9, "delete", "1", "LogAppendTime"), "broker:9092"))
        .isEmpty();
  }
}
