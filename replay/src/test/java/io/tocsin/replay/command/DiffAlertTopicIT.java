package io.tocsin.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.wire.AlertRecords;
import io.tocsin.replay.AlertTopic;
import io.tocsin.replay.SampleFile;
import io.tocsin.replay.backtest.AlertJson;
import io.tocsin.replay.backtest.Backtest;
import io.tocsin.replay.backtest.BacktestRequest;
import io.tocsin.replay.backtest.Recorded;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.replay.diff.Episode;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules are held against the alerts that lie on the alert topic of a cluster. */
@ExtendWith(ClusterExtension.class)
class DiffAlertTopicIT {

  private static final int PARTITIONS = 3;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTellWhatOtherRulesWouldHaveChanged(TestCluster cluster) throws IOException {
    Topics topics = cluster.topics(ClockMode.EVENT, PARTITIONS);
    cluster.create(topics.alerts());
    String yaml = new String(SampleHistory.rules(), StandardCharsets.UTF_8);
    Path same = Files.writeString(directory.resolve("same.yaml"), yaml);
    Path strict =
        Files.writeString(
            directory.resolve("strict.yaml"),
            yaml.replace("voices: 3, sources: 2", "voices: 6, sources: 4"));
    lived().forEach(event -> send(cluster, topics, event));
    int before = cluster.readAll(topics.alerts().name()).size();

    assertThat(diff(cluster, same)).as(said()).isZero();
    assertThat(diff(cluster, strict)).as(said()).isEqualTo(4);
    assertThat(out.toString()).contains("| lost | 2022-02-11");
    assertThat(cluster.readAll(topics.alerts().name())).as("it only reads").hasSize(before);
  }

  @Test
  void shouldCompareTopicsAndRecordingsWithoutRulesAndPosts(TestCluster cluster)
      throws IOException {
    Topics one = topics(cluster, cluster.namespace() + "-one");
    Topics other = topics(cluster, cluster.namespace() + "-other");
    List<AlertEvent> events = lived();
    events.forEach(event -> send(cluster, one, event));
    String lost = events.get(0).alertId();
    events.stream()
        .filter(event -> !event.alertId().equals(lost))
        .forEach(event -> send(cluster, other, event));
    Path recording =
        Files.write(
            directory.resolve("alerts.jsonl"), events.stream().map(AlertJson::line).toList());
    String topic = "topic:alerts";

    assertThat(compare(cluster, recording.toString(), topic, one.namespace())).as(said()).isZero();
    assertThat(compare(cluster, topic, recording.toString(), other.namespace())).isEqualTo(4);
    assertThat(out.toString()).contains("| added | 2022-02-").doesNotContain("| lost | 2022-02-");
    assertThat(compare(cluster, topic, topic, one.namespace(), other.namespace())).isEqualTo(4);
    assertThat(out.toString()).contains("| lost | 2022-02-");
    assertThat(compare(cluster, topic, topic, one.namespace(), one.namespace())).isZero();
  }

  private static Topics topics(TestCluster cluster, String namespace) {
    Topics topics =
        Topics.of(
            namespace,
            ClockMode.EVENT,
            PARTITIONS,
            AvroSerdes.connect(cluster.registryUrl(), Map.of()));
    cluster.create(topics.alerts());
    return topics;
  }

  private int compare(TestCluster cluster, String old, String now, String... namespaces) {
    List<String> line = new ArrayList<>(List.of("--alerts", old, "--alerts", now));
    List.of(namespaces).forEach(namespace -> line.addAll(List.of("--of", namespace)));
    return run(cluster, line);
  }

  @Test
  void shouldSayThatThereIsNoSuchTopic(TestCluster cluster) throws IOException {
    Path rules = Files.write(directory.resolve("rules.yaml"), SampleHistory.rules());

    assertThat(diff(cluster, rules)).isEqualTo(2);
    assertThat(err.toString()).contains(cluster.namespace() + ".alerts", "does not exist");
  }

  @Test
  void shouldTakeOnlyAlertsThatOpenedInTheRange(TestCluster cluster) throws IOException {
    Topics topics = cluster.topics(ClockMode.EVENT, PARTITIONS);
    cluster.create(topics.alerts());
    List<AlertEvent> events = lived();
    events.forEach(event -> send(cluster, topics, event));
    Instant second =
        Instant.ofEpochMilli(
            events.stream().mapToLong(DiffAlertTopicIT::opened).sorted().distinct().toArray()[1]);

    List<Episode> read =
        AlertTopic.read(topics, new TimeRange(second, null), () -> consumer(cluster));

    assertThat(read)
        .extracting(Episode::alertId)
        .containsExactlyInAnyOrderElementsOf(openedFrom(events, second));
    assertThat(openedFrom(events, Instant.EPOCH)).hasSizeGreaterThan(read.size());
    assertThat(read).extracting(Episode::openedAt).isSorted();
  }

  private static long opened(AlertEvent event) {
    return event.alert().openedAt();
  }

  private static Set<String> openedFrom(List<AlertEvent> events, Instant from) {
    return events.stream()
        .filter(event -> opened(event) >= from.toEpochMilli())
        .map(AlertEvent::alertId)
        .collect(Collectors.toSet());
  }

  private static Consumer<byte[], byte[]> consumer(TestCluster cluster) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private List<AlertEvent> lived() throws IOException {
    HistoryFile.Reading reading =
        new HistoryFile.Reading(AsOf.SEEN, new TimeRange(null, SampleHistory.END), null, 0);
    Recorded recorded = new Recorded();
    Backtest.run(
        new BacktestRequest(
            List.of(SampleFile.in(directory)),
            reading,
            List.of(RuleFile.read(SampleHistory.rules()).rules()),
            true,
            2),
        recorded);
    assertThat(recorded.events()).hasSizeGreaterThan(5);
    return recorded.events();
  }

  private static void send(TestCluster cluster, Topics topics, AlertEvent event) {
    String key = new RuleScope(event.ruleId(), event.scope()).key();
    cluster.produce(topics.alerts(), key, AlertRecords.avro(event), event.at());
  }

  private int diff(TestCluster cluster, Path rules) throws IOException {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("--rules", rules.toString(), "--alerts", "topic:alerts"));
    line.addAll(List.of("--posts", SampleFile.in(directory).toString()));
    line.addAll(List.of("--of", cluster.namespace()));
    line.addAll(List.of("--to", SampleHistory.END.toString()));
    return run(cluster, line);
  }

  private int run(TestCluster cluster, List<String> line) {
    line.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
    line.addAll(List.of("--registry", cluster.registryUrl()));
    return DiffCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line.toArray(String[]::new));
  }

  private String said() {
    return out + "\n" + err;
  }
}
