package io.tocsin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.CompactedTopic;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is told of a compacted topic on a real broker. */
@ExtendWith(ClusterExtension.class)
class CompactedTopicIT {
  private static final long AT = 1_644_570_000_000L;
  private static final int LONGEST_KEY = 8;

  private final Notes notes = new Notes();

  /** Keeps what it is told, unless it is out of order. */
  private static final class Notes implements CompactedTopic.Keeper {
    private final Map<String, String> kept = new TreeMap<>();
    private boolean outOfOrder;

    @Override
    public void forgetAll() {
      kept.clear();
    }

    @Override
    public void take(String key, byte[] value) {
      if (outOfOrder) {
        throw new IllegalStateException("out of order");
      }
      kept.put(key, new String(value, UTF_8));
    }
  }

  private static String name(TestCluster cluster) {
    return cluster.namespace() + ".notes";
  }

  private static CompactedTopic topic(TestCluster cluster) {
    return new CompactedTopic(
        Map.of("bootstrap.servers", cluster.bootstrapServers()), "it", name(cluster), LONGEST_KEY);
  }

  private static void create(TestCluster cluster) {
    cluster.create(
        new NewTopic(name(cluster), 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
  }

  private static void write(TestCluster cluster, String key, String value) {
    cluster.produce(name(cluster), key, value, AT);
  }

  @Test
  void shouldTellTheLastOfEachKeyOnce(TestCluster cluster) {
    try (CompactedTopic topic = topic(cluster)) {
      assertThat(topic.catchUp(notes)).as("there is no topic").isFalse();
      create(cluster);
      write(cluster, "a", "1");
      write(cluster, "b", "1");
      write(cluster, "a", "2");
      write(cluster, "too-long-a-key", "1");

      assertThat(topic.catchUp(notes)).isTrue();
      assertThat(notes.kept).isEqualTo(Map.of("a", "2", "b", "1"));
      assertThat(topic.catchUp(notes)).as("nothing has come since").isFalse();
      cluster.produce(name(cluster), "b", (String) null, AT);
      assertThat(topic.catchUp(notes)).isTrue();
      assertThat(notes.kept).isEqualTo(Map.of("a", "2", "b", ""));
    }
  }

  @Test
  void shouldTellAgainWhatWasNotTaken(TestCluster cluster) {
    create(cluster);
    write(cluster, "a", "1");
    write(cluster, "b", "1");
    try (CompactedTopic topic = topic(cluster)) {
      notes.outOfOrder = true;
      assertThatThrownBy(() -> topic.catchUp(notes)).hasMessage("out of order");

      notes.outOfOrder = false;
      assertThat(topic.catchUp(notes)).isTrue();
      assertThat(notes.kept).isEqualTo(Map.of("a", "1", "b", "1"));
    }
  }

  @Test
  void shouldBeginAnewWithATopicThatWasMadeAnew(TestCluster cluster) {
    create(cluster);
    write(cluster, "a", "1");
    write(cluster, "b", "1");
    try (CompactedTopic topic = topic(cluster)) {
      topic.catchUp(notes);
      cluster.delete(name(cluster));
      create(cluster);
      write(cluster, "c", "1");

      assertThat(topic.catchUp(notes)).isTrue();
      assertThat(notes.kept).isEqualTo(Map.of("c", "1"));
    }
  }
}
