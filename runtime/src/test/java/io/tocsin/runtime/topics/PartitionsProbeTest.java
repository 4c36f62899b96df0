package io.tocsin.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.runtime.http.Health.Check;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class PartitionsProbeTest {
  private static final Node BROKER = new Node(1, "broker-1", 9092);

  private static TopicDescription topic(String name, Node... leaders) {
    List<TopicPartitionInfo> partitions =
        IntStream.range(0, leaders.length)
            .mapToObj(i -> new TopicPartitionInfo(i, leaders[i], List.of(BROKER), List.of(BROKER)))
            .toList();
    return new TopicDescription(name, false, partitions);
  }

  @Test
  void shouldBeWellWhereAllHaveLeaders() {
    assertThat(PartitionsProbe.judge(List.of(topic("news.posts", BROKER, BROKER))))
        .isEqualTo(new Check("partitions", true, "all have leaders"));
  }

  @Test
  void shouldNameAFewOfThoseWithoutALeader() {
    Check check =
        PartitionsProbe.judge(
            List.of(
                topic("news.posts", Node.noNode(), BROKER),
                topic(
                    "news.alerts",
                    Node.noNode(),
                    Node.noNode(),
                    Node.noNode(),
                    Node.noNode(),
                    Node.noNode())));

    assertThat(check.healthy()).isFalse();
    assertThat(check.detail())
        .isEqualTo(
            "6 without a leader, among them news.alerts-0, news.alerts-1, news.alerts-2,"
                + " news.alerts-3, news.alerts-4: a broker is gone, or its disk is full or broken");
  }
}
