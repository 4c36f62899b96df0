package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.micrometer.core.instrument.Timer;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.Entity;
import io.tocsin.avro.EntityType;
import io.tocsin.avro.Evidence;
import io.tocsin.avro.KeywordCount;
import io.tocsin.avro.TextField;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.EnrichedPosts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology, from posts to alerts. */
class AlertsDriverTest {

  static final String RULES =
      """
      rules:
        - id: flight
          match: evacuate
          scope: country
          windows: [10m, 1h]
          falseAlarms: 1 per 7d
          minimum: {voices: 3, sources: 2}
          severity: {warning: 3 voices}
          labels: {desk: europe, a: b}
      """;
  private static final long HOUR = 3_600;

  @TempDir private Path stateDir;
  private AlertsPipeline pipeline;

  @BeforeEach
  void start() {
    pipeline = new AlertsPipeline(stateDir);
    pipeline.apply(RULES);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  /** Days of quiet, then five sources within minutes. */
  private void spike() {
    pipeline.clock(0);
    pipeline.post(call(0), 2 * 24 * HOUR);
    for (int i = 1; i <= 5; i++) {
      pipeline.post(call(i), 6 * 24 * HOUR + 60L * i);
    }
    pipeline.clock(6 * 24 * HOUR + 600);
  }

  private static EnrichedPosts call(int number) {
    return EnrichedPosts.enrichedPost()
        .of("source" + number, "1")
        .title("Call number " + number)
        .body("Everybody in town " + number + " must evacuate. More later.")
        .countries("UA")
        .signature(0x1234_5678_9ABC_DEFL * (2L * number + 1));
  }

  private static final String SCOPED =
      """
      rules:
        - {id: by-place, match: evacuate, scope: place, minimum: {voices: 3, sources: 1}}
        - {id: by-entity, match: evacuate, scope: entity, minimum: {voices: 3, sources: 1}}
        - {id: by-source, match: evacuate, scope: source, minimum: {voices: 3, sources: 1}}
        - {id: by-tag, match: evacuate, scope: tag, minimum: {voices: 3, sources: 1}}
        - {id: names, watch: entity, minimum: {voices: 3, sources: 1}}
      """;

  private static EnrichedPosts named(int number) {
    String body = "All of Kyiv must evacuate.";
    Entity kyiv =
        Entity.newBuilder()
            .setText("Kyiv")
            .setType(EntityType.PLACE)
            .setField(TextField.BODY)
            .setStart(7)
            .setEnd(11)
            .setLink("geonames:703448")
            .setLatitude(50.45466)
            .setLongitude(30.5238)
            .build();
    return call(number).of("wire", "post" + number).body(body).entities(kyiv).tags("conflict");
  }

  private static String pointOf(Alert alert) {
    return alert.getScopeLatitude() + ", " + alert.getScopeLongitude();
  }

  @Test
  void shouldOpenAnAlertInEachKindOfScope() {
    pipeline.apply(SCOPED);
    pipeline.clock(0);
    pipeline.post(named(0), 2 * 24 * HOUR);
    for (int i = 1; i <= 5; i++) {
      pipeline.post(named(i), 6 * 24 * HOUR + 60L * i);
    }
    pipeline.clock(6 * 24 * HOUR + 600);

    Map<String, String> opened = new TreeMap<>();
    Map<String, String> names = new TreeMap<>();
    Map<String, String> points = new TreeMap<>();
    for (TestRecord<String, AlertEvent> event : pipeline.alerts.readRecordsToList()) {
      if (event.value().getType() == AlertEventType.OPENED) {
        String summary = event.value().getAlert().getSummary();
        names.put(event.key(), event.value().getAlert().getScopeName());
        points.put(event.key(), pointOf(event.value().getAlert()));
        opened.put(event.key(), summary.substring(0, summary.indexOf(" in ")));
      }
    }
    assertThat(names.values())
        .containsExactlyInAnyOrder("Kyiv", "Kyiv", "Kyiv", "wire", "conflict");
    assertThat(points)
        .isEqualTo(
            Map.of(
                "by-place|place:geonames:703448", "50.45466, 30.5238",
                "by-entity|entity:geonames:703448", "50.45466, 30.5238",
                "by-source|source:wire", "null, null",
                "by-tag|tag:conflict", "null, null",
                "names|entity:geonames:703448", "50.45466, 30.5238"));
    String reports = ": 3 independent reports from 1 source ";
    assertThat(opened)
        .isEqualTo(
            Map.of(
                "by-place|place:geonames:703448",
                    "by-place" + reports + "on Kyiv (geonames:703448)",
                "by-entity|entity:geonames:703448",
                    "by-entity" + reports + "on Kyiv (geonames:703448)",
                "by-source|source:wire", "by-source" + reports + "by wire",
                "by-tag|tag:conflict", "by-tag" + reports + "on the topic conflict",
                "names|entity:geonames:703448", "names" + reports + "on Kyiv (geonames:703448)"));
  }

  @Test
  void shouldMeasureFromThePostToTheAlertWhereTheClockIsLive(@TempDir Path liveState) {
    Topics live = Topics.of("news", ClockMode.LIVE, 1, AvroSerdes.inMemory());
    pipeline.close();
    pipeline =
        new AlertsPipeline(
            liveState,
            AlertsSettings.DEFAULT,
            live,
            Runnable::run,
            (stretch, to, goOn) -> Long.MIN_VALUE);
    pipeline.apply(RULES);
    long third = 6 * 24 * HOUR + 180;
    pipeline.driver.advanceWallClockTime(Duration.ofSeconds(third).plusMillis(700));
    spike();

    Timer delay = pipeline.meters.get("tocsin.alerts.delay").timer();
    assertThat(delay.count()).isOne();
    assertThat(delay.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(700);
    assertThat(pipeline.meters.get("tocsin.clock.lag").tag("stage", "detect").gauge().value())
        .isPositive();
  }

  @Test
  void shouldMeasureNoTimeOfTheWallInAReplay() {
    spike();

    assertThat(pipeline.counter("tocsin.alerts.events", "type", "opened")).isOne();
    assertThat(pipeline.meters.get("tocsin.alerts.delay").timer().count()).isZero();
    assertThat(pipeline.meters.find("tocsin.clock.lag").gauge()).isNull();
    assertThat(pipeline.meters.get("tocsin.clock.watermark").tag("stage", "detect").gauge().value())
        .isEqualTo((double) AlertsPipeline.START.plusSeconds(6 * 24 * HOUR + 600).getEpochSecond());
  }

  @Test
  void shouldMeasureHowLongAnAlertWasOpen() {
    spike();
    pipeline.clock(8 * 24 * HOUR);

    Timer lifetime = pipeline.meters.get("tocsin.alerts.lifetime").timer();
    assertThat(lifetime.count()).isOne();
    assertThat(lifetime.totalTime(TimeUnit.HOURS)).isBetween(0.1, 24.0);
  }

  @Test
  void shouldShowTheRulesInEffectAndWhatTheirBudgetsComeTo() {
    pipeline.apply(
        RULES
            + """
              - {id: b, match: flood, falseAlarms: 2 per 10d}
              - {id: c, match: flood, falseAlarms: 2 per 10d, enabled: false}
              - {id: d, match: flood, falseAlarms: 2 per 10d, shadow: true}
            """);
    pipeline.clock(0);
    pipeline.clock(1);

    assertThat(rules("active")).isEqualTo(2);
    assertThat(rules("disabled")).isOne();
    assertThat(rules("trial")).isOne();
    assertThat(pipeline.meters.get("tocsin.alerts.budget").gauge().value())
        .isCloseTo(0.2 + 1 / 7.0, offset(1e-9));
  }

  private double rules(String state) {
    return pipeline.meters.get("tocsin.alerts.rules").tag("state", state).gauge().value();
  }

  @Test
  void shouldOpenAnAlertWithItsEvidence() {
    spike();

    List<TestRecord<String, AlertEvent>> events = pipeline.alerts.readRecordsToList();

    TestRecord<String, AlertEvent> opened = events.get(0);
    assertThat(opened.key()).isEqualTo("flight|UA");
    assertThat(opened.value().getType()).isEqualTo(AlertEventType.OPENED);
    assertThat(opened.getRecordTime()).isEqualTo(opened.value().getAt());
    Alert alert = opened.value().getAlert();
    assertThat(alert.getSeverity()).isEqualTo("warning");
    assertThat(alert.getLabels()).containsExactly(Map.entry("a", "b"), Map.entry("desk", "europe"));
    Evidence evidence = alert.getEvidence().get(alert.getEvidence().size() - 1);
    assertThat(evidence.getExcerpt()).endsWith("must evacuate.");
    assertThat(
            evidence
                .getExcerpt()
                .substring(
                    evidence.getHighlights().get(0).getStart(),
                    evidence.getHighlights().get(0).getEnd()))
        .isEqualTo("evacuate");
    assertThat(evidence.getContexts()).as("it just says so").isEmpty();
  }

  @Test
  void shouldTellInWhichContextAPostSaysIt() {
    spike();
    pipeline.post(
        call(50).body("\u201cThe whole town could evacuate tomorrow,\u201d the mayor said."),
        6 * 24 * HOUR + 601);
    pipeline.clock(6 * 24 * HOUR + 1_200);

    List<Evidence> evidence =
        pipeline.alertState.readKeyValuesToMap().values().iterator().next().getEvidence();

    assertThat(evidence)
        .filteredOn(post -> post.getSource().equals("source50"))
        .singleElement()
        .extracting(Evidence::getContexts)
        .isEqualTo(List.of("planned", "quoted"));
  }

  @Test
  void shouldCarryCloudEventHeaders() {
    spike();

    TestRecord<String, AlertEvent> opened = pipeline.alerts.readRecordsToList().get(0);

    assertThat(headers(opened))
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_id", opened.value().getEventId())
        .containsEntry("ce_type", "io.tocsin.alert.opened")
        .containsEntry("ce_source", "/tocsin/alerts")
        .containsEntry("ce_time", opened.value().getAt().toString())
        .containsEntry("content-type", "application/avro");
  }

  private static Map<String, String> headers(TestRecord<?, ?> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  @Test
  void shouldKeepTheLatestStateUnderTheAlertsId() {
    spike();
    pipeline.clock(8 * 24 * HOUR);

    List<AlertEvent> events = pipeline.alerts.readValuesToList();
    Map<String, Alert> states = pipeline.alertState.readKeyValuesToMap();

    AlertEvent last = events.get(events.size() - 1);
    assertThat(last.getType()).isEqualTo(AlertEventType.RESOLVED);
    assertThat(states).containsOnlyKeys(last.getAlertId());
    assertThat(states.get(last.getAlertId())).isEqualTo(last.getAlert());
    assertThat(last.getAlert().getStatus()).isEqualTo(AlertStatus.RESOLVED);
    assertThat(events).extracting(AlertEvent::getSequence).startsWith(1, 2);
  }

  @Test
  void shouldCountWhatItSees() {
    spike();

    assertThat(pipeline.counts.readKeyValuesToList())
        .isNotEmpty()
        .allSatisfy(count -> assertThat(count.key).isEqualTo("flight|UA"))
        .extracting(count -> count.value)
        .extracting(KeywordCount::getObserved)
        .contains(5);
  }

  @Test
  void shouldRetractWhenCorrectionsTakeTheGroundAway() {
    spike();
    for (int i = 1; i <= 5; i++) {
      pipeline.post(call(i).body("No need to evacuate.").revision(2), 6 * 24 * HOUR + 700 + i);
    }
    pipeline.clock(6 * 24 * HOUR + 900);

    assertThat(pipeline.alerts.readValuesToList())
        .last()
        .extracting(AlertEvent::getType)
        .isEqualTo(AlertEventType.RETRACTED);
  }

  @Test
  void shouldGiveTheSameForAnyCadenceOfTheClock() {
    spike();
    pipeline.clock(8 * 24 * HOUR);
    List<TestRecord<String, AlertEvent>> once = pipeline.alerts.readRecordsToList();

    try (AlertsPipeline often = new AlertsPipeline(stateDir.resolve("often"))) {
      often.apply(RULES);
      often.clock(0);
      often.post(call(0), 2 * 24 * HOUR);
      for (int i = 1; i <= 5; i++) {
        often.clock(6 * 24 * HOUR + 60L * i - 1);
        often.post(call(i), 6 * 24 * HOUR + 60L * i);
      }
      for (long second = 6 * 24 * HOUR + 301; second < 8 * 24 * HOUR; second += 37) {
        often.clock(second);
      }
      often.clock(8 * 24 * HOUR);

      assertThat(often.alerts.readRecordsToList()).isEqualTo(once).hasSizeGreaterThan(1);
    }
  }
}
