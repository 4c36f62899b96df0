package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.wire.RuleSetHeader;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.Mention;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.testkit.EnrichedPosts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while posts flow, in the whole topology. */
class LiveChangesTest {

  private static final long DAY = 24 * 3_600;
  private static final String RULE =
      """
      rules:
        - id: flight
          match: evacuate
          windows: [10m, 1h]
          falseAlarms: 1 per 7d
          minimum: {voices: 3, sources: 2}
      """;

  @TempDir private Path stateDir;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean inBackground;
  private AlertsPipeline pipeline;

  @BeforeEach
  void start() {
    pipeline =
        new AlertsPipeline(
            stateDir,
            AlertsSettings.DEFAULT,
            AvroSerdes.inMemory(),
            work -> {
              if (inBackground) {
                waiting.add(work);
              } else {
                work.run();
              }
            });
    pipeline.apply(RULE);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  private static EnrichedPosts call(int number) {
    return EnrichedPosts.enrichedPost()
        .of("source" + number, "1")
        .body("Everybody in town " + number + " must evacuate.")
        .signature(0x1234_5678_9ABC_DEFL * (2L * number + 1));
  }

  private void spike(int first, long from) {
    for (int i = 0; i < 5; i++) {
      pipeline.post(call(first + i), from + 60L * i);
    }
    pipeline.clock(from + 300);
  }

  private List<AlertEventType> events() {
    return pipeline.alerts.readValuesToList().stream().map(AlertEvent::getType).toList();
  }

  private double made() {
    return pipeline.counter("tocsin.alerts.mentions", "kind", "made");
  }

  @Nested
  class WhatIsOpen {

    @BeforeEach
    void open() {
      pipeline.clock(0);
      spike(1, 6 * DAY);
      assertThat(events()).containsExactly(AlertEventType.OPENED);
    }

    @Test
    void shouldGoOnWhenOnlyLabelsChange() {
      pipeline.apply(RULE + "    labels: {desk: east}\n    description: what for\n");
      pipeline.clock(6 * DAY + 600);
      assertThat(events()).isEmpty();

      pipeline.clock(7 * DAY);
      AlertEvent resolved = pipeline.alerts.readValue();
      assertThat(resolved.getType()).isEqualTo(AlertEventType.RESOLVED);
      assertThat(resolved.getReason()).doesNotContain("rule");
      assertThat(resolved.getAlert().getLabels()).containsEntry("desk", "east");
      assertThat(resolved.getAlert().getRuleVersion()).isEqualTo(1);
    }

    @Test
    void shouldEndWhenTheRuleChangesItsMeaning() {
      pipeline.apply(RULE.replace("evacuate", "evacuate OR flee"));
      pipeline.clock(6 * DAY + 360);

      assertThat(pipeline.alerts.readValue().getReason()).isEqualTo("the rule was changed");
      spike(11, 6 * DAY + 400);
      AlertEvent again = pipeline.alerts.readValue();
      assertThat(again.getAlert().getRuleVersion()).isEqualTo(2);
      assertThat(again.getAlert().getDecision().getObserved())
          .as("nothing of the old baseline")
          .isEqualTo(3);
    }

    @Test
    void shouldEndWhenTheRuleIsDisabledAndSayWhy() {
      pipeline.apply(RULE + "    enabled: false\n");
      pipeline.clock(6 * DAY + 360);

      assertThat(pipeline.alerts.readValue().getReason()).isEqualTo("the rule was switched off");
    }

    @Test
    void shouldEndWhenTheRuleIsDeleted() {
      pipeline.apply("rules: []");
      pipeline.clock(6 * DAY + 360);

      assertThat(pipeline.alerts.readValue().getReason()).isEqualTo("the rule was removed");
    }
  }

  @Nested
  class OnTrial {

    @Test
    void shouldNeverGetOntoTheAlertTopic() {
      pipeline.apply(RULE + "    shadow: true\n");
      pipeline.clock(0);
      spike(1, 6 * DAY);
      pipeline.clock(7 * DAY);
      spike(11, 8 * DAY);
      pipeline.apply("rules: []");
      pipeline.clock(9 * DAY);

      assertThat(pipeline.alerts.isEmpty()).isTrue();
      assertThat(pipeline.alertState.isEmpty()).isTrue();
      assertThat(pipeline.counts.isEmpty()).isFalse();
      assertThat(pipeline.shadowAlerts.readValuesToList())
          .extracting(AlertEvent::getType)
          .containsExactly(
              AlertEventType.OPENED,
              AlertEventType.RESOLVED,
              AlertEventType.OPENED,
              AlertEventType.RESOLVED);
      assertThat(pipeline.counter("tocsin.alerts.shadow.events", "type", "opened")).isEqualTo(2);
      assertThat(pipeline.counter("tocsin.alerts.events", "type", "opened")).isZero();
    }

    @Test
    void shouldRingForPeopleWhenTheTrialIsOver() {
      pipeline.apply(RULE + "    shadow: true\n");
      pipeline.clock(0);
      spike(1, 6 * DAY);
      pipeline.apply(RULE);
      spike(11, 6 * DAY + 400);

      assertThat(pipeline.shadowAlerts.readValuesToList())
          .extracting(AlertEvent::getType)
          .startsWith(AlertEventType.OPENED)
          .endsWith(AlertEventType.RESOLVED);
      AlertEvent opened = pipeline.alerts.readValue();
      assertThat(opened.getType()).isEqualTo(AlertEventType.OPENED);
      assertThat(opened.getSequence()).isEqualTo(1);
      assertThat(opened.getAlert().getDecision().getObserved())
          .as("what it counted on trial counts")
          .isGreaterThan(5);
    }
  }

  @Nested
  class WhileTheyAreCompiled {

    @Test
    void shouldMatchByTheRulesBefore() {
      pipeline.post(call(1), 1);
      inBackground = true;
      pipeline.apply("rules: [{id: quake, match: quake}]");
      pipeline.post(call(2), 2);
      assertThat(made()).isEqualTo(2);

      waiting.remove().run();
      pipeline.post(call(3), 3);
      pipeline.post(call(4).body("A quake is coming."), 4);
      assertThat(made()).isEqualTo(3);
    }

    @Test
    void shouldCountNothingTwiceAndLoseNothingOfARuleThatStays() {
      pipeline.clock(0);
      pipeline.post(call(1), 6 * DAY);
      inBackground = true;
      pipeline.apply(RULE + "  - {id: quake, match: quake}\n");
      pipeline.post(call(2), 6 * DAY + 60);
      waiting.remove().run();
      pipeline.post(call(3), 6 * DAY + 120);
      pipeline.clock(6 * DAY + 180);

      AlertEvent opened = pipeline.alerts.readValue();
      assertThat(opened.getAlert().getDecision().getObserved()).isEqualTo(3);
      assertThat(opened.getAlert().getEvidence()).hasSize(3);
    }
  }

  /** Two processes: what one matched by comes to the other, which has not got those rules yet. */
  @Nested
  class BetweenProcesses {

    private TestInputTopic<String, Mention> mentions;

    @BeforeEach
    void connect() {
      mentions =
          pipeline.driver.createInputTopic(
              "news-alerts-by-rule-and-scope-repartition",
              new StringSerializer(),
              pipeline.topics.mentionSerde().serializer());
    }

    private void clockOfOther(long second, long ruleSet) {
      Watermark mark = new Watermark(0, 1, AlertsPipeline.START.plusSeconds(second).toEpochMilli());
      RecordHeaders headers = new RecordHeaders();
      mark.writeTo(headers);
      RuleSetHeader.write(ruleSet, headers);
      mentions.pipeInput(
          new TestRecord<>(mark.key(), null, headers, Instant.ofEpochMilli(mark.time())));
    }

    private String watermark() {
      pipeline.driver.advanceWallClockTime(Duration.ofSeconds(1));
      return pipeline.status.readKeyValuesToList().stream()
          .filter(sign -> sign.key.startsWith("alerts/detect/"))
          .map(sign -> String.valueOf(sign.value.getWatermark()))
          .reduce((earlier, later) -> later)
          .orElseThrow();
    }

    @Test
    void shouldWaitForTheRulesThatMadeTheMentions() {
      clockOfOther(60, 1);
      assertThat(watermark()).isEqualTo("2022-02-11T00:01:00Z");

      clockOfOther(120, 2);
      assertThat(watermark()).as("set 2 has not come").isEqualTo("2022-02-11T00:01:00Z");

      pipeline.apply("rules: [{id: quake, match: quake}]");
      assertThat(watermark()).isEqualTo("2022-02-11T00:02:00Z");
    }

    @Test
    void shouldNotStandStillForRulesThatNeverCome() {
      clockOfOther(60, 7);
      assertThat(watermark()).isEqualTo("null");

      for (int tenth = 0; tenth < 310; tenth++) {
        pipeline.driver.advanceWallClockTime(Duration.ofMillis(100));
      }

      assertThat(watermark()).isEqualTo("2022-02-11T00:01:00Z");
    }

    @Test
    void shouldTakeTheClockOfAProcessThatTellsNoRules() {
      Watermark mark = new Watermark(0, 1, AlertsPipeline.START.plusSeconds(60).toEpochMilli());
      RecordHeaders headers = new RecordHeaders();
      mark.writeTo(headers);
      mentions.pipeInput(
          new TestRecord<>(mark.key(), null, headers, Instant.ofEpochMilli(mark.time())));

      assertThat(watermark()).isEqualTo("2022-02-11T00:01:00Z");
    }
  }
}
