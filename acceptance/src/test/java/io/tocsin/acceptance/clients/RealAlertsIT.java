package io.tocsin.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.Evidence;
import io.tocsin.replay.Replay;
import io.tocsin.replay.ReplayListener;
import io.tocsin.replay.ReplayRequest;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A day of a crisis through our own services; each client prints what they rang. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealAlertsIT {
  private Map<String, String> environment = Map.of();
  private List<AlertEvent> events = List.of();

  @BeforeAll
  void replayADay(TestCluster cluster) {
    ReplayRequest request =
        ReplayRequest.of(
                cluster.namespace() + "-day",
                History.of(SampleHistory.crisisDay(), AsOf.SEEN, TimeRange.ALL),
                RuleFile.read(SampleHistory.rules()).rules(),
                cluster.stateDir(),
                cluster.settings())
            .until(SampleHistory.END)
            .inPartitions(2);
    Replay.run(request, ReplayListener.SILENT);
    events =
        cluster
            .readAll(Topics.of(request.namespace(), ClockMode.EVENT, 2, cluster.serdes()).alerts())
            .stream()
            .map(record -> record.value())
            .toList();
    environment =
        Map.of(
            "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers(),
            "TOCSIN_REGISTRY_URL", cluster.registryUrl(),
            "TOCSIN_NAMESPACE", request.namespace());
    assertThat(events)
        .extracting(AlertEvent::getType)
        .contains(
            AlertEventType.OPENED,
            AlertEventType.UPDATED,
            AlertEventType.RESOLVED,
            AlertEventType.RETRACTED);
  }

  @Test
  @Needs(Tool.PYTHON)
  void shouldBePrintedByPython() {
    assertPrintedBy(List.of("/usr/bin/python3", ExampleCode.path("python/alerts.py").toString()));
  }

  @Test
  @Needs(Tool.NODE)
  void shouldBePrintedByNode() {
    assertPrintedBy(List.of("node", ExampleCode.nodeSubscriber().resolve("alerts.js").toString()));
  }

  @Test
  void shouldBePrintedByJava() {
    assertPrintedBy(List.of("java", "-jar", ExampleCode.javaSubscriber().toString()));
  }

  @Test
  @Needs(Tool.KCAT)
  void shouldBePrintedByKcat() {
    ExampleRun run =
        ExampleRun.start(
            List.of("./alerts.sh", Integer.toString(events.size())),
            environment,
            ExampleCode.path("kcat"));

    assertThat(run.awaitExit()).as(run.toString()).isZero();
    run.awaitLines(events.size());
    assertThat(run.lines().stream().map(RealAlertsIT::withoutPlace).toList())
        .containsExactlyInAnyOrderElementsOf(events.stream().map(RealAlertsIT::headersOf).toList());
  }

  private void assertPrintedBy(List<String> client) {
    List<String> command = new ArrayList<>(client);
    command.addAll(List.of("--max", Integer.toString(events.size())));

    ExampleRun run = ExampleRun.start(command, environment, Path.of("."));

    assertThat(run.awaitExit()).as(run.toString()).isZero();
    assertThat(run.lines())
        .containsExactlyInAnyOrderElementsOf(events.stream().map(RealAlertsIT::line).toList());
    assertThat(run.errors()).doesNotContain("skipped");
  }

  private static String line(AlertEvent event) {
    long sources =
        event.getAlert().getEvidence().stream().map(Evidence::getSource).distinct().count();
    return "%s | %s | %s | %s | %s | %d sources | %s#%d"
        .formatted(
            event.getAt(),
            event.getType(),
            event.getAlert().getSeverity(),
            event.getAlert().getSummary(),
            event.getReason(),
            sources,
            event.getAlertId(),
            event.getSequence());
  }

  private static String headersOf(AlertEvent event) {
    return "%s | %s | %s|%s | %s"
        .formatted(
            event.getAt(),
            event.getType(),
            event.getAlert().getRuleId(),
            event.getAlert().getScope(),
            event.getEventId());
  }

  private static String withoutPlace(String line) {
    return line.replaceFirst(" partition \\d+ offset \\d+ \\|", "");
  }
}
