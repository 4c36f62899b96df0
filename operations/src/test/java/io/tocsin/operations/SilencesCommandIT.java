package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Silence;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.schemas.silences.Silences;
import io.tocsin.schemas.silences.SilencesTopic;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class SilencesCommandIT {

  private static CommandRun run(TestCluster cluster, String... args) {
    return CommandRun.of(SilencesCommand.commandLine(), cluster, args);
  }

  private static SilencesTopic topic(TestCluster cluster, Topics topics) {
    return new SilencesTopic(
        Map.of("bootstrap.servers", cluster.settings().get("tocsin.kafka.bootstrap.servers")),
        "test",
        topics);
  }

  private static Silence silence(String id, Instant from, Duration length) {
    return Silence.newBuilder()
        .setSilenceId(id)
        .setRuleId("flood")
        .setCreatedAt(from)
        .setStartsAt(from)
        .setEndsAt(from.plus(length))
        .build();
  }

  private static void produce(
      TestCluster cluster, Topics topics, String prefix, int count, Instant now) {
    String name = topics.silences().name();
    cluster.produce(
        IntStream.range(0, count)
            .mapToObj(i -> silence(prefix + i, now, Duration.ofHours(1)))
            .map(
                one ->
                    new ProducerRecord<>(
                        name,
                        one.getSilenceId().getBytes(StandardCharsets.UTF_8),
                        topics.silences().valueSerde().serializer().serialize(name, one)))
            .toList());
  }

  @Test
  void shouldAddListAndExpire(TestCluster cluster) {
    assertThat(run(cluster, "list").out()).isEqualTo("no silences\n");

    CommandRun added =
        run(
            cluster,
            "add",
            "--rule",
            "flood",
            "--scope",
            "",
            "--for",
            "2h",
            "--author",
            "night",
            "--comment",
            "known");
    assertThat(added.err()).isEmpty();
    assertThat(added.exitCode()).isZero();
    String id = added.out().strip();
    assertThat(run(cluster, "list").out())
        .contains(id)
        .contains("rule=flood scope=overall")
        .contains("on")
        .contains("night  known");
    assertThat(run(cluster, "list", "--json").out()).contains("\"silenceId\":\"" + id + "\"");

    assertThat(run(cluster, "expire", id).out()).startsWith(id + " is over since ");
    assertThat(run(cluster, "list").out()).isEqualTo("no silences\n");
    assertThat(run(cluster, "list", "--all").out()).contains(id).contains("over");
    CommandRun unknown = run(cluster, "expire", "none");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("no silence with the id \"none\"");
  }

  @Test
  void shouldTellAllThatIsWrong(TestCluster cluster) {
    CommandRun wrong =
        run(cluster, "add", "--for", "31d", "--comment", "x".repeat(501), "--author", "a\nb");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err().lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).contains("no matcher"))
        .anySatisfy(line -> assertThat(line).contains("endsAt"))
        .anySatisfy(line -> assertThat(line).contains("comment: 501 characters"))
        .anySatisfy(line -> assertThat(line).contains("author: 3 characters"));
    assertThat(run(cluster, "add", "--rule", "x", "--for", "soon").err())
        .contains("\"soon\"; expected a duration");
    assertThat(run(cluster, "add", "--rule", "x", "--for", "1h", "--from", "noon").err())
        .contains("\"noon\"; expected a time with a zone");
  }

  @Test
  void shouldHoldSoManyAndPassOverWhatCannotBeRead(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, 1);
    cluster.create(topics.silences());
    String name = topics.silences().name();
    Instant now = Instant.now();
    cluster.produce(List.of(new ProducerRecord<>(name, new byte[] {1}, new byte[] {2})));
    produce(cluster, topics, "s", Silences.MOST, now);
    CommandRun refused = run(cluster, "add", "--rule", "x", "--for", "1h");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("1000 silences stand already");

    Instant longAgo = now.minus(SilencesTopic.KEPT).minus(Duration.ofHours(2));
    Silence old = silence("old", longAgo, Duration.ofHours(1));
    cluster.produce(topics.silences(), "old", old, now.toEpochMilli());
    Silence tooLong = silence("too-long", now, Duration.ofDays(31));
    cluster.produce(topics.silences(), "too-long", tooLong, now.toEpochMilli());
    try (SilencesTopic topic = topic(cluster, topics)) {
      assertThat(topic.look().all()).hasSize(Silences.MOST + 1);
      assertThat(topic.look().find("too-long")).isEmpty();
      topic.expire("s1", Instant.now());
      topic.add(silence("new", Instant.now(), Duration.ofHours(1)));
      assertThat(topic.look().find("old")).as("it ended long ago").isEmpty();
      assertThat(topic.look().find("new")).isPresent();
      assertThat(topic.look().all()).hasSize(Silences.MOST + 1);
    }
    produce(cluster, topics, "m", Silences.MOST + 100, now);
    try (SilencesTopic topic = topic(cluster, topics)) {
      assertThat(topic.look().all()).as("no more are held").hasSize(2 * Silences.MOST);
    }
  }
}
