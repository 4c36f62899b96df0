package io.tocsin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.AlertEvent;
import io.tocsin.operations.ResetMain;
import io.tocsin.replay.Replay;
import io.tocsin.replay.ReplayListener;
import io.tocsin.replay.ReplayRequest;
import io.tocsin.replay.RunningReplay;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/**
 * After a reset the same input gives the same alerts: what the services remembered was all made
 * from what the reset keeps.
 */
@ExtendWith(ClusterExtension.class)
class ResetIT {
  private static final int PARTITIONS = 2;

  @Test
  void shouldRingTheSameAgainAfterEachReset(TestCluster cluster) {
    ReplayRequest request = request(cluster);
    TopicSpec<String, AlertEvent> alerts =
        Topics.of(request.namespace(), ClockMode.EVENT, PARTITIONS, cluster.serdes()).alerts();
    Replay.run(request, ReplayListener.SILENT);
    List<ConsumerRecord<String, AlertEvent>> first = cluster.readAll(alerts);
    assertThat(first).hasSizeGreaterThan(10);

    reset(cluster, request, "all");
    assertThat(cluster.readAll(alerts)).isEmpty();
    List<ConsumerRecord<String, AlertEvent>> second = again(cluster, request, first.size());

    assertSame(first, second);

    reset(cluster, request, "alerts");
    assertThat(cluster.readAll(alerts)).isEmpty();
    assertSame(second, again(cluster, request, first.size()));
  }

  /**
   * Starts the services on what is there; signs of life of before would tell of an end too early.
   */
  private static List<ConsumerRecord<String, AlertEvent>> again(
      TestCluster cluster, ReplayRequest request, int count) {
    TopicSpec<String, AlertEvent> alerts =
        Topics.of(request.namespace(), ClockMode.EVENT, PARTITIONS, cluster.serdes()).alerts();
    try (RunningReplay running = Replay.start(request.resuming(), ReplayListener.SILENT)) {
      assertThat(running.services()).hasSize(3);
      cluster.awaitRecords(alerts, count);
    }
    return cluster.readAll(alerts);
  }

  /** The same events of each key in the same order, in records that were not there before. */
  private static void assertSame(
      List<ConsumerRecord<String, AlertEvent>> before,
      List<ConsumerRecord<String, AlertEvent>> after) {
    assertThat(byKey(after, ConsumerRecord::value)).isEqualTo(byKey(before, ConsumerRecord::value));
    assertThat(byKey(after, ConsumerRecord::timestamp))
        .isEqualTo(byKey(before, ConsumerRecord::timestamp));
    long[] ends = new long[PARTITIONS];
    before.forEach(
        record ->
            ends[record.partition()] = Math.max(ends[record.partition()], record.offset() + 1));
    assertThat(after)
        .allSatisfy(
            record -> assertThat(record.offset()).isGreaterThanOrEqualTo(ends[record.partition()]));
  }

  private static <T> Map<String, List<T>> byKey(
      List<ConsumerRecord<String, AlertEvent>> records,
      Function<ConsumerRecord<String, AlertEvent>, T> what) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                ConsumerRecord::key, TreeMap::new, Collectors.mapping(what, Collectors.toList())));
  }

  private static ReplayRequest request(TestCluster cluster) {
    return ReplayRequest.of(
            cluster.namespace(),
            History.of(SampleHistory.posts(), AsOf.SEEN, TimeRange.ALL),
            RuleFile.read(SampleHistory.rules()).rules(),
            cluster.stateDir(),
            cluster.settings())
        .until(SampleHistory.END)
        .inPartitions(PARTITIONS);
  }

  private static void reset(TestCluster cluster, ReplayRequest request, String what) {
    List<String> arguments = new ArrayList<>(List.of(what, "--yes"));
    Map<String, String> settings = new TreeMap<>(cluster.settings());
    settings.put("tocsin.namespace", request.namespace());
    settings.put("tocsin.mode", "event");
    settings.put("tocsin.topics.partitions", String.valueOf(PARTITIONS));
    settings.put("tocsin.state-dir", cluster.stateDir().toString());
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    StringWriter said = new StringWriter();
    CommandLine command =
        ResetMain.command(InputStream.nullInputStream())
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true));

    int exitCode = command.execute(arguments.toArray(String[]::new));

    assertThat(exitCode).as(said.toString()).isZero();
    assertThat(said.toString()).contains("deleted local state", "deleted the offsets of");
  }
}
