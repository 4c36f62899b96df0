package io.tocsin.replay.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.wire.AlertRecords;
import io.tocsin.alerts.wire.CloudEventHeaders;
import io.tocsin.avro.AlertEvent;
import io.tocsin.replay.Replay;
import io.tocsin.replay.ReplayListener;
import io.tocsin.replay.ReplayRequest;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.JsonLinesWriter;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The sample through a real broker and through a backtest: the same alert events. */
@ExtendWith(ClusterExtension.class)
class BacktestIT {

  private static final Comparator<Event> ORDER =
      Comparator.comparing((Event event) -> event.value().getAt())
          .thenComparing(event -> event.value().getAlert().getRuleId())
          .thenComparing(event -> event.value().getAlert().getScope())
          .thenComparing(event -> event.value().getSequence());

  @TempDir private Path directory;

  private record Event(String key, AlertEvent value, String headers) {}

  @Test
  void shouldGiveTheAlertEventsOfAReplay(TestCluster cluster) throws IOException {
    List<Rule> rules = RuleFile.read(SampleHistory.rules()).rules();
    ReplayRequest request =
        ReplayRequest.of(
                cluster.namespace() + "-backtest",
                History.of(SampleHistory.posts(), AsOf.SEEN, TimeRange.ALL),
                rules,
                cluster.stateDir().resolve("backtest"),
                cluster.settings())
            .until(SampleHistory.END)
            .inPartitions(3);
    Replay.run(request, ReplayListener.SILENT);

    List<Event> replayed = replayed(cluster, request);
    assertThat(replayed).hasSizeGreaterThan(5);
    assertThat(backtested(rules)).isEqualTo(replayed);
  }

  private static List<Event> replayed(TestCluster cluster, ReplayRequest request) {
    Topics topics =
        Topics.of(request.namespace(), ClockMode.EVENT, request.partitions(), cluster.serdes());
    return cluster.readAll(topics.alerts()).stream()
        .map(record -> new Event(record.key(), record.value(), text(record.headers())))
        .sorted(ORDER)
        .toList();
  }

  private List<Event> backtested(List<Rule> rules) throws IOException {
    Path posts = directory.resolve("sample.jsonl");
    try (JsonLinesWriter out = new JsonLinesWriter(Files.newOutputStream(posts))) {
      for (RecordedPost post : SampleHistory.posts()) {
        out.write(post);
      }
    }
    HistoryFile.Reading reading =
        new HistoryFile.Reading(AsOf.SEEN, new TimeRange(null, SampleHistory.END), null, 0);
    Recorded recorded = new Recorded();
    Backtest.run(new BacktestRequest(List.of(posts), reading, List.of(rules), true, 2), recorded);
    return recorded.events().stream()
        .map(
            event ->
                new Event(
                    new RuleScope(event.ruleId(), event.scope()).key(),
                    AlertRecords.avro(event),
                    text(CloudEventHeaders.of(event))))
        .toList();
  }

  private static String text(Headers headers) {
    StringBuilder text = new StringBuilder();
    headers.forEach(
        header ->
            text.append(header.key())
                .append('=')
                .append(new String(header.value(), StandardCharsets.UTF_8))
                .append('\n'));
    return text.toString();
  }
}
