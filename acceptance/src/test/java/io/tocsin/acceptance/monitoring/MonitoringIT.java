package io.tocsin.acceptance.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  /** What cannot have an answer in a run of a minute that goes well, and why. */
  private static final Map<String, String> EMPTY = Map.of();

  /** The alarms that this run sets off; all others ring for what does not happen in it. */
  private static final Set<String> RINGING = Set.of("TocsinDeadLetters");

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
    prometheus.awaitValue("tocsin:dead_letters:increase15m{service=\"enrich\"} > 0");
    prometheus.awaitValue("tocsin:sources_silent:count");
    prometheus.awaitValue("ALERTS{alertname=\"TocsinDeadLetters\"}");
  }

  @AfterAll
  void end() throws Exception {
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
    config.put("global", Map.of("scrape_interval", "1s", "evaluation_interval", "1s"));
    config.put("rule_files", List.of(AlarmRules.file("tocsin.rules.yml").toString()));
    List<Map<String, Object>> scraped = AlarmRules.maps(config, "scrape_configs");
    assertThat(scraped).singleElement();
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

  @Test
  void shouldAnswerEveryQueryOfEveryBoard() {
    Map<String, String> empty = new TreeMap<>();
    List<Boards.Query> queries = Boards.queries();
    for (Boards.Query query : queries) {
      if (prometheus.values(inThisRun(query.expression())).isEmpty()) {
        empty.put(query.origin(), query.expression());
      }
    }

    assertThat(queries).hasSizeGreaterThan(100);
    assertThat(empty.keySet())
        .as("the queries without an answer are those that have a reason: " + empty)
        .isEqualTo(EMPTY.keySet());
  }

  @Test
  void shouldSayInThePanelWhyItMayBeEmpty() {
    assertThat(Boards.queries())
        .filteredOn(query -> EMPTY.containsKey(query.origin()))
        .hasSameSizeAs(EMPTY.keySet())
        .allSatisfy(query -> assertThat(query.description()).contains("Empty "));
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
    AlarmRules.recorded()
        .forEach(
            (name, expression) -> {
              assertThat(prometheus.values(expression)).as(expression).isNotEmpty();
              assertThat(prometheus.values(name)).as(name).isNotEmpty();
            });
  }

  /** An alarm without data would never ring, and nobody would know. */
  @Test
  void shouldHaveDataForEveryAlarm() {
    for (AlarmRules.Alarm alarm : AlarmRules.alarms()) {
      Set<String> names =
          NAMES_OF_OURS
              .matcher(alarm.expression())
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names).as(alarm.name()).isNotEmpty();
      assertThat(names)
          .as(alarm.name())
          .allSatisfy(name -> assertThat(prometheus.values(name)).as(name).isNotEmpty());
    }
  }

  @Test
  void shouldRingForWhatHappensAlone() {
    for (AlarmRules.Alarm alarm : AlarmRules.alarms()) {
      assertThat(prometheus.values(alarm.expression()).isEmpty())
          .as(alarm.name() + " is quiet: " + alarm.expression())
          .isEqualTo(!RINGING.contains(alarm.name()));
    }
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
