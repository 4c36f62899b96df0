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
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sample through a real broker, a real registry and all three services. */
@ExtendWith(ClusterExtension.class)
class ReplayIT {

  private static final History SAMPLE = History.of(SampleHistory.posts(), AsOf.SEEN, TimeRange.ALL);

  /** An alert event as it lies on the topic: what has to be the same each time. */
  private record Event(String key, AlertEvent value, String headers) {

    static final Comparator<Event> ORDER =
        Comparator.comparing((Event event) -> event.value().getAt())
            .thenComparing(event -> event.value().getAlert().getRuleId())
            .thenComparing(event -> event.value().getAlert().getScope())
            .thenComparing(event -> event.value().getSequence());

    static Event of(ConsumerRecord<String, AlertEvent> record) {
      TreeMap<String, String> headers = new TreeMap<>();
      record
          .headers()
          .forEach(
              header ->
                  headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
      return new Event(record.key(), record.value(), headers.toString());
    }

    boolean is(AlertEventType type, String rule, String scope) {
      return value.getType() == type
          && value.getAlert().getRuleId().equals(rule)
          && value.getAlert().getScope().equals(scope);
    }
  }

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

  private static List<Event> events(TestCluster cluster, ReplayRequest request) {
    Topics topics =
        Topics.of(request.namespace(), ClockMode.EVENT, request.partitions(), cluster.serdes());
    return cluster.readAll(topics.alerts()).stream().map(Event::of).sorted(Event.ORDER).toList();
  }

  private static Event first(
      List<Event> events, AlertEventType type, String rule, String scope, Instant from) {
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
    List<Event> events = events(cluster, three);

    assertThat(result.posts()).isEqualTo(SAMPLE.extent().posts());
    assertThat(result.alertEvents()).isEqualTo(events.size());
    assertSampleRings(events);

    ReplayRequest one = request(cluster, "one", 1);
    assertThatExceptionOfType(Interruption.Interrupted.class)
        .isThrownBy(() -> Replay.run(one, new Interruption()));
    assertThatExceptionOfType(ReplayException.class)
        .isThrownBy(() -> Replay.run(one, ReplayListener.SILENT))
        .withMessageContaining("exists already");
    assertThat(Replay.run(one.resuming(), ReplayListener.SILENT).posts())
        .isEqualTo(SAMPLE.extent().posts());

    assertThat(events(cluster, one)).isEqualTo(events);
  }

  private static void assertSampleRings(List<Event> events) {
    Event evacuation =
        first(events, AlertEventType.OPENED, "evacuation", "UA", SampleHistory.CRISIS);
    Event invasion = first(events, AlertEventType.OPENED, "invasion", "UA", SampleHistory.CRISIS);

    assertThat(evacuation.value().getAt())
        .isBetween(Instant.parse("2022-02-11T08:17:00Z"), Instant.parse("2022-02-11T08:56:00Z"));
    assertThat(invasion.value().getAt()).isBefore(Instant.parse("2022-02-11T19:10:00Z"));
    for (Event opened : List.of(evacuation, invasion)) {
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

  private static List<AlertEventType> typesOf(List<Event> events, String alertId) {
    return events.stream()
        .map(Event::value)
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

    assertThat(printed).hasSameSizeAs(events(cluster, request));
    assertThat(printed).anyMatch(text -> text.contains("evacuation in Ukraine (UA)"));
    assertThat(Arrays.asList(printed.get(0).split("\n", -1))).hasSizeGreaterThan(1);
  }
}
