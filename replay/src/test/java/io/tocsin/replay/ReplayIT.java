package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.Evidence;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.testkit.CanonicalAlert;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sample through a real broker, a real registry and all three services. */
@ExtendWith(ClusterExtension.class)
class ReplayIT {

  private static final History SAMPLE = History.of(SampleHistory.posts(), AsOf.SEEN, TimeRange.ALL);

  /** Gives up after some posts. */
  private static final class Interruption implements ReplayListener {

    /** The way out. */
    private static final class Interrupted extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    @Override
    public void progress(ReplayProgress progress) {
      if (progress.clock().isPresent()) {
        throw new Interrupted();
      }
    }
  }

  private static ReplayRequest request(TestCluster cluster, String name, int partitions) {
    RuleFile rules = RuleFile.read(SampleHistory.rules());
    assertThat(rules.problems()).isEmpty();
    List<Rule> inForce = rules.rules();
    return ReplayRequest.of(
            cluster.namespace() + "-" + name,
            SAMPLE,
            inForce,
            cluster.stateDir().resolve(name),
            cluster.settings())
        .until(SampleHistory.END)
        .inPartitions(partitions);
  }

  private static ReplayRequest shifted(ReplayRequest request) {
    TimeRange later = new TimeRange(SAMPLE.extent().first().plusMillis(1), null);
    return new ReplayRequest(
        request.name(),
        Deliveries.of(History.of(SampleHistory.posts(), AsOf.SEEN, later)),
        request.end(),
        request.speed(),
        request.rules(),
        request.partitions(),
        request.stateDir(),
        true,
        request.settings());
  }

  private static CanonicalAlert first(
      List<CanonicalAlert> events, AlertEventType type, String rule, String scope, Instant from) {
    return events.stream()
        .filter(event -> event.is(type, rule, scope) && !event.value().getAt().isBefore(from))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no " + type + " of " + rule + " in " + scope + " after " + from));
  }

  @Test
  void shouldRingForTheSampleTheSameForAnyPartitionsAndAfterAnInterruption(TestCluster cluster) {
    ReplayRequest three = request(cluster, "three", 3);
    ReplayResult result = Replay.run(three, ReplayListener.SILENT);
    List<CanonicalAlert> events = ReplayedAlerts.of(cluster, three);

    assertThat(result.posts()).isEqualTo(SAMPLE.extent().posts());
    assertThat(result.alertEvents()).isEqualTo(events.size());
    assertSampleRings(events);

    ReplayRequest one = request(cluster, "one", 1);
    assertThatExceptionOfType(Interruption.Interrupted.class)
        .isThrownBy(() -> Replay.run(one, new Interruption()));
    assertThatExceptionOfType(ReplayException.class)
        .isThrownBy(() -> Replay.run(one, ReplayListener.SILENT))
        .withMessageContaining("exists already");
    assertThatExceptionOfType(ReplayException.class)
        .as("other posts than it was begun with")
        .isThrownBy(() -> Replay.run(shifted(one).resuming(), ReplayListener.SILENT))
        .withMessageContaining("cannot go on: record 0");
    assertThat(Replay.run(one.resuming(), ReplayListener.SILENT).posts())
        .isEqualTo(SAMPLE.extent().posts());

    assertThat(ReplayedAlerts.of(cluster, one)).isEqualTo(events);
  }

  private static void assertSampleRings(List<CanonicalAlert> events) {
    CanonicalAlert evacuation =
        first(events, AlertEventType.OPENED, "evacuation", "UA", SampleHistory.CRISIS);
    CanonicalAlert invasion =
        first(events, AlertEventType.OPENED, "invasion", "UA", SampleHistory.CRISIS);

    assertThat(evacuation.value().getAt())
        .isBetween(Instant.parse("2022-02-11T08:17:00Z"), Instant.parse("2022-02-11T08:56:00Z"));
    assertThat(invasion.value().getAt()).isBefore(Instant.parse("2022-02-11T19:10:00Z"));
    for (CanonicalAlert opened : List.of(evacuation, invasion)) {
      assertThat(typesOf(events, opened.value().getAlertId()))
          .startsWith(AlertEventType.OPENED)
          .contains(AlertEventType.UPDATED)
          .contains(AlertEventType.RESOLVED);
    }
    assertThat(events)
        .as("the denials are no evidence")
        .flatExtracting(event -> event.value().getAlert().getEvidence())
        .extracting(Evidence::getPostKey)
        .isNotEmpty()
        .doesNotContain("liveblog-desk:p-007", "liveblog-desk:p-008", "wire-east:we-6677");
    assertThat(
            first(events, AlertEventType.RETRACTED, "evacuation", "GB", SampleHistory.CRISIS)
                .value()
                .getAt())
        .as("the correction and the kill take the ground away")
        .isBetween(Instant.parse("2022-02-11T13:21:00Z"), Instant.parse("2022-02-11T13:35:00Z"));
  }

  private static List<AlertEventType> typesOf(List<CanonicalAlert> events, String alertId) {
    return events.stream()
        .map(CanonicalAlert::value)
        .filter(event -> event.getAlertId().equals(alertId))
        .sorted(Comparator.comparingInt(AlertEvent::getSequence))
        .map(AlertEvent::getType)
        .toList();
  }

  @Test
  void shouldPrintEveryEventOfAShortReplay(TestCluster cluster) {
    List<String> printed = new java.util.ArrayList<>();
    ReplayRequest request = request(cluster, "print", 2);
    Replay.run(
        request,
        new ReplayListener() {
          @Override
          public void alert(AlertEvent event) {
            printed.add(AlertPrinter.print(event));
          }
        });

    assertThat(printed).hasSameSizeAs(ReplayedAlerts.of(cluster, request));
    assertThat(printed).anyMatch(text -> text.contains("evacuation in Ukraine (UA)"));
    assertThat(Arrays.asList(printed.get(0).split("\n", -1))).hasSizeGreaterThan(1);
  }
}
