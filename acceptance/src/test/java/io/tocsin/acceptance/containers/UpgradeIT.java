package io.tocsin.acceptance.containers;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.acceptance.Processes;
import io.tocsin.acceptance.containers.RecordedState.Entry;
import io.tocsin.acceptance.containers.RecordedState.Progress;
import io.tocsin.acceptance.containers.RecordedState.RecordOf;
import io.tocsin.alerts.AlertsApp;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.Decision;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.testkit.CanonicalAlert;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What earlier releases have left on a cluster is taken over. {@code docs/upgrading.md} tells how
 * the state of a release is recorded.
 */
@ExtendWith(ClusterExtension.class)
class UpgradeIT {
  private static final Path RELEASES =
      Processes.root().resolve("acceptance/src/test/resources/releases");
  private static final String FILE = "state.jsonl.gz";
  private static final int PARTITIONS = 2;
  private static final long MOST_BYTES = 1 << 20;

  /** The middle of the crisis: alerts are open, mentions live. */
  private static final Instant HALF = Instant.parse("2022-02-11T12:00:00Z");

  /**
   * Releases whose forecast learnt by another arithmetic, and nothing of the season. What they had
   * learnt is taken over: their alerts go on as if nothing had been, and what rings later rings for
   * the same keys, at about the same time, with other figures for what was expected.
   */
  private static final Set<String> OTHER_FORECAST = Set.of("0.1.0");

  /** Another season makes an alert ring some minutes earlier or later. */
  private static final Duration ABOUT = Duration.ofMinutes(10);

  private final Deque<RunningService> running = new ArrayDeque<>();

  @AfterEach
  void stop() {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }

  @Test
  void shouldTakeOverTheStateOfEveryRelease(TestCluster cluster) throws Exception {
    Outcome undisturbed = UndisturbedRun.of(cluster);
    List<Path> releases = releases();
    assertThat(releases).isNotEmpty();
    for (Path release : releases) {
      try (TestCluster its =
          TestCluster.of(
              cluster.bootstrapServers(),
              cluster.registryUrl(),
              cluster.stateDir(),
              cluster.namespace() + "-" + release.getFileName().toString().replace('.', '-'))) {
        RecordedState state = RecordedState.read(release.resolve(FILE));
        StateLoader.load(state, its);
        HistoryRun run = HistoryRun.resumed(its, state.progress());
        startAll(its, run);
        run.sendRest();
        run.awaitEnd();

        assertThat(run.deadLetters()).as(release.toString()).isEmpty();
        List<CanonicalAlert> alerts = run.outcome().alerts();
        if (OTHER_FORECAST.contains(release.getFileName().toString())) {
          assertTakenOver(alerts, undisturbed.alerts());
        } else {
          assertThat(alerts).as(release.toString()).isEqualTo(undisturbed.alerts());
        }
        stop();
      }
    }
  }

  private static void assertTakenOver(
      List<CanonicalAlert> alerts, List<CanonicalAlert> undisturbed) {
    Set<String> theirs =
        alerts.stream()
            .filter(line -> line.value().getAt().isBefore(HALF))
            .map(line -> line.value().getAlertId())
            .collect(Collectors.toSet());
    assertThat(theirs).hasSizeGreaterThan(2);
    assertThat(eventsOf(theirs, alerts)).isEqualTo(eventsOf(theirs, undisturbed));

    List<CanonicalAlert> later = opened(theirs, alerts);
    List<CanonicalAlert> expected = opened(theirs, undisturbed);
    assertThat(later)
        .extracting(CanonicalAlert::key)
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(CanonicalAlert::key).toList())
        .hasSizeGreaterThan(2);
    for (int i = 0; i < later.size(); i++) {
      assertThat(later.get(i).value().getAt())
          .isCloseTo(expected.get(i).value().getAt(), within(ABOUT.toMinutes(), MINUTES));
    }
    alerts.stream()
        .collect(Collectors.groupingBy(line -> line.value().getAlertId()))
        .values()
        .forEach(UpgradeIT::assertWholeLife);
  }

  /** All that happened to some alerts, without the forecast's figures. */
  private static List<CanonicalAlert> eventsOf(Set<String> alertIds, List<CanonicalAlert> alerts) {
    return alerts.stream()
        .filter(line -> alertIds.contains(line.value().getAlertId()))
        .map(UpgradeIT::withoutForecast)
        .toList();
  }

  /**
   * The same without what the forecast said, what was expected and from how many on it rings, and
   * without the rule's floors and the scope's name, which release 0.1.0 did not tell.
   */
  private static CanonicalAlert withoutForecast(CanonicalAlert alert) {
    AlertEvent event = AlertEvent.newBuilder(alert.value()).build();
    event.setReason(event.getReason().split(";", 2)[0]);
    event.getAlert().setScopeName(null);
    Decision decision = event.getAlert().getDecision();
    decision.setExpected(0);
    decision.setDispersion(0);
    decision.setForecastShape(0);
    decision.setForecastExposureMillis(0);
    decision.setWindowFactor(1);
    decision.setMinimumVoices(0);
    decision.setMinimumSources(0);
    decision.setThreshold(0);
    decision.setProbability(0);
    decision.setSignificance(0);
    return alert.with(event);
  }

  /** The openings of other alerts, by time. */
  private static List<CanonicalAlert> opened(Set<String> alertIds, List<CanonicalAlert> alerts) {
    return alerts.stream()
        .filter(line -> line.type() == AlertEventType.OPENED)
        .filter(line -> !alertIds.contains(line.value().getAlertId()))
        .toList();
  }

  private static void assertWholeLife(List<CanonicalAlert> alert) {
    assertThat(alert)
        .extracting(line -> line.value().getSequence())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, alert.size()).boxed().toList());
    assertThat(alert.get(alert.size() - 1).type())
        .isIn(AlertEventType.RESOLVED, AlertEventType.RETRACTED);
  }

  @ParameterizedTest
  @CsvSource({"ingest,revision-store", "alerts,spike-state-store"})
  void shouldRefuseTheStateOfANewerRelease(String service, String store, TestCluster cluster)
      throws Exception {
    RecordedState state = RecordedState.read(releases().get(0).resolve(FILE));
    state.entries.replaceAll(entry -> inFormat((byte) 99, store, entry));
    StateLoader.load(state, cluster);
    HistoryRun run = HistoryRun.resumed(cluster, state.progress());
    RunningService started = start(definition(service), cluster, run);
    run.send(1);

    ServiceFailure failure = started.failure().toCompletableFuture().get(2, TimeUnit.MINUTES);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
    assertThat(failure)
        .hasMessageStartingWith(store + " holds state in format 99, this release knows format")
        .hasMessageContaining("a newer release")
        .hasMessageContaining("tocsin reset");
    assertThat(run.deadLetters()).isEmpty();
  }

  @Test
  @EnabledIfSystemProperty(named = "tocsin.release.record", matches = "\\d.*")
  void recordTheStateOfThisRelease(TestCluster cluster) throws Exception {
    HistoryRun run = new HistoryRun(cluster, PARTITIONS).prepared();
    startAll(cluster, run);
    int before = run.left();
    run.sendBefore(HALF);
    run.awaitTaken();
    stop();

    Path file = RELEASES.resolve(System.getProperty("tocsin.release.record")).resolve(FILE);
    StateRecorder.record(cluster, new Progress(before - run.left(), PARTITIONS)).write(file);
    assertThat(file).isRegularFile();
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);
  }

  private static List<Path> releases() throws IOException {
    try (Stream<Path> found = Files.list(RELEASES)) {
      return found.sorted().toList();
    }
  }

  private static Entry inFormat(byte format, String store, Entry entry) {
    RecordOf record = entry.record();
    if (record == null
        || record.value() == null
        || !record.topic().endsWith(store + "-changelog")) {
      return entry;
    }
    String key =
        new String(
            Base64.getDecoder().decode(record.key()), java.nio.charset.StandardCharsets.UTF_8);
    byte[] value = Base64.getDecoder().decode(record.value());
    if (key.startsWith("~") || value.length == 0) {
      return entry;
    }
    value[0] = format;
    return Entry.of(
        new RecordOf(
            record.topic(),
            record.partition(),
            record.timestamp(),
            record.key(),
            Base64.getEncoder().encodeToString(value),
            record.headers()));
  }

  private static ServiceDefinition definition(String name) {
    return Stream.of(IngestApp.DEFINITION, EnrichApp.DEFINITION, AlertsApp.DEFINITION)
        .filter(definition -> definition.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void startAll(TestCluster cluster, HistoryRun run) {
    List.of("ingest", "enrich", "alerts")
        .forEach(service -> start(definition(service), cluster, run));
  }

  private RunningService start(ServiceDefinition definition, TestCluster cluster, HistoryRun run) {
    ServiceConfigBuilder builder = ServiceShell.config(definition);
    run.settings().forEach(builder::set);
    ServiceConfig config = builder.stateDir(cluster.stateDir()).httpPort(0).build();
    RunningService service = ServiceShell.start(definition.app().apply(config), config);
    running.push(service);
    return service;
  }
}
