package io.tocsin.acceptance.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.acceptance.Processes;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.Yaml;

/**
 * The real Prometheus, by our own scrape configuration and rules, on all services at work: every
 * query of the boards and of the rules has an answer.
 */
@Needs(Tool.PROMETHEUS)
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {
  @RegisterExtension static final Processes PROCESSES = new Processes();

  /**
   * The alarms that this run sets off (a receiver refuses its events); all others ring for what
   * does not happen in it.
   */
  private static final Set<String> RINGING =
      Set.of("TocsinDeadLetters", "TocsinDegraded", "TocsinReceiverDeadLetters");

  /** Alarms that may ring, because the machine is slow or its disk is full. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("TocsinSlowAlerts", "TocsinLagging", "TocsinDiskFilling", "TocsinDiskFull");

  private static final Pattern NAMES_OF_OURS =
      Pattern.compile("(tocsin[:_]|kafka_|jvm_|process_|system_|disk_)[a-z0-9_:]+|up(?=[{ ])");

  private MonitoredPipeline pipeline;
  private Prometheus prometheus;
  private String namespace;

  @BeforeAll
  void live(TestCluster cluster) {
    namespace = cluster.namespace();
    pipeline = MonitoredPipeline.start(cluster, PROCESSES);
    pipeline.greet();
    prometheus = Prometheus.start(configuration(), Processes.freshDirectory());
    prometheus.awaitValue("count(up == 1) == " + pipeline.endpoints().size());
    pipeline.live();
    prometheus.awaitValue("tocsin_ingest_source_state >= 0");
    prometheus.awaitValue("tocsin_alerts_lifetime_seconds_count > 0");
    prometheus.awaitValue("tocsin_probe_latency_seconds_count > 0");
    prometheus.awaitValue("tocsin_deliver_dead_lettered_total > 0");
    prometheus.awaitValue("tocsin_deliver_delivered_total > 0");
    prometheus.awaitValue("tocsin:deliver_dead_letters:increase15m > 0");
    prometheus.awaitValue("tocsin:dead_letters:increase15m{service=\"enrich\"} > 0");
    prometheus.awaitValue("tocsin:sources_silent:count");
    prometheus.awaitValue("ALERTS{alertname=\"TocsinDeadLetters\"}");
  }

  @AfterAll
  void end() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (pipeline != null) {
      pipeline.close();
    }
  }

  /** Ours, at other addresses and faster. */
  private String configuration() {
    Map<String, Object> config = new LinkedHashMap<>(AlarmRules.yaml("prometheus.yml"));
    config.remove("alerting");
    config.put(
        "global",
        Map.of("scrape_interval", "2s", "scrape_timeout", "2s", "evaluation_interval", "1s"));
    config.put("rule_files", List.of(AlarmRules.file("tocsin.rules.yml").toString()));
    List<Map<String, Object>> scraped = AlarmRules.maps(config, "scrape_configs");
    assertThat(scraped).hasSize(1);
    Map<String, Object> scrape = new LinkedHashMap<>(scraped.get(0));
    scrape.remove("dns_sd_configs");
    scrape.put("static_configs", targets());
    config.put("scrape_configs", List.of(scrape));
    return new Yaml().dump(config);
  }

  private List<Map<String, Object>> targets() {
    List<Map<String, Object>> targets = new ArrayList<>();
    pipeline
        .endpoints()
        .forEach(
            (service, address) ->
                targets.add(
                    Map.of(
                        "targets",
                        List.of(address.getAuthority()),
                        "labels",
                        Map.of("__meta_dns_name", service))));
    return targets;
  }

  private String inThisRun(String expression) {
    String filled = expression.replace("$namespace", namespace).replace("$__rate_interval", "5m");
    assertThat(filled).as("variables of Grafana that are left").doesNotContain("$");
    return filled;
  }

  /** No query has leave to be empty: the run makes everything happen that boards show. */
  @Test
  void shouldAnswerEveryQueryOfEveryBoard() {
    List<Boards.Query> queries = Boards.queries();

    assertThat(queries).hasSizeGreaterThan(100);
    eventually(
        () ->
            assertThat(queries)
                .allSatisfy(
                    query ->
                        assertThat(prometheus.values(inThisRun(query.expression())))
                            .as(query.origin() + ": " + query.expression())
                            .isNotEmpty()));
  }

  /** A scrape that was too slow leaves a gap for a moment. */
  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(TestCluster.PATIENCE).untilAsserted(assertion);
  }

  @Test
  void shouldFillTheVariablesOfTheBoards() {
    assertThat(
            prometheus.values(
                "count by (namespace) (tocsin_health{namespace=\"%s\"})".formatted(namespace)))
        .hasSize(1);
  }

  @Test
  void shouldRecordWhatTheAlarmsCompare() {
    eventually(
        () ->
            AlarmRules.recorded()
                .forEach(
                    (name, expression) -> {
                      assertThat(prometheus.values(expression)).as(expression).isNotEmpty();
                      assertThat(prometheus.values(name)).as(name).isNotEmpty();
                    }));
  }

  /** An alarm without data would never ring, and nobody would know. */
  @Test
  void shouldHaveDataForEveryAlarm() {
    eventually(
        () ->
            assertThat(AlarmRules.alarms())
                .allSatisfy(
                    alarm -> {
                      Set<String> names = namesIn(alarm.expression());
                      assertThat(names).isNotEmpty();
                      assertThat(names)
                          .allSatisfy(name -> assertThat(prometheus.values(name)).isNotEmpty());
                    }));
  }

  private static Set<String> namesIn(String expression) {
    return NAMES_OF_OURS
        .matcher(expression)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldRingForWhatHappensAlone() {
    eventually(
        () ->
            assertThat(AlarmRules.alarms())
                .filteredOn(alarm -> !OF_THE_MACHINE.contains(alarm.name()))
                .allSatisfy(
                    alarm ->
                        assertThat(prometheus.values(alarm.expression()).isEmpty())
                            .as(alarm.name() + " is quiet: " + alarm.expression())
                            .isEqualTo(!RINGING.contains(alarm.name()))));
  }

  /** Fails with what to do; {@code -Dtocsin.docs.update=true} writes the page. */
  @Test
  void shouldNameTheMetricsOnThePageAsTheyAre() throws IOException {
    MetricsPage metrics = new MetricsPage();
    pipeline.endpoints().keySet().forEach(name -> metrics.take(name, pipeline.metrics(name)));
    Path file = Processes.root().resolve("docs").resolve("metrics.md");
    String page = Files.readString(file);
    String current = metrics.replacedIn(page);
    if (Boolean.getBoolean("tocsin.docs.update")) {
      Files.writeString(file, current);
    }

    assertThat(Files.readString(file))
        .as("docs/metrics.md is not current; run this test with -Dtocsin.docs.update=true")
        .isEqualTo(current);
    assertThat(metrics.names()).hasSizeGreaterThan(50);
    assertThat(metrics.table().lines().filter(line -> line.endsWith("|  |")))
        .as("metrics without a meaning")
        .isEmpty();
  }
}
