package io.tocsin.alerts.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.Decision;
import io.tocsin.avro.Evidence;
import io.tocsin.avro.Highlight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private static final Instant AT = Instant.parse("2022-02-11T16:22:10Z");

  /** Shape 2 in two hours, looked at for one: three or more are 1 in 9. */
  private static Decision decision(double probability) {
    return Decision.newBuilder()
        .setWindowMillis(3_600_000)
        .setObserved(3)
        .setExpected(1)
        .setDispersion(1)
        .setForecastShape(2)
        .setForecastExposureMillis(7_200_000)
        .setThreshold(3)
        .setProbability(probability)
        .setSignificance(0.12)
        .setPosts(4)
        .setSources(List.of("coast-news", "metro-daily"))
        .build();
  }

  private static Evidence evidence(String title, String excerpt, Highlight... highlights) {
    return Evidence.newBuilder()
        .setPostKey("metro-daily:7")
        .setRevision(2)
        .setSource("metro-daily")
        .setMentionedAt(AT)
        .setTitle(title)
        .setExcerpt(excerpt)
        .setHighlights(List.of(highlights))
        .build();
  }

  private static AlertEvent event(
      int sequence, AlertEventType type, double probability, Evidence evidence) {
    Alert alert =
        Alert.newBuilder()
            .setAlertId("5f1c22")
            .setRuleId("evacuation")
            .setRuleVersion(1)
            .setRuleHash("ab12")
            .setScope("UA")
            .setStatus(AlertStatus.OPEN)
            .setSeverity("warning")
            .setSequence(sequence)
            .setOnsetAt(AT)
            .setOpenedAt(AT)
            .setUpdatedAt(AT)
            .setDecision(decision(probability))
            .setPeak(3)
            .setEvidence(List.of(evidence))
            .setSummary("three reports")
            .setLabels(Map.of())
            .build();
    return AlertEvent.newBuilder()
        .setEventId("e" + sequence)
        .setAlertId("5f1c22")
        .setSequence(sequence)
        .setType(type)
        .setAt(AT)
        .setReason("it rings")
        .setAlert(alert)
        .build();
  }

  @Test
  void shouldTellTheNumbersAndThatTheyAreRight() {
    Evidence post = evidence("Harbour", "All must evacuate now", new Highlight(9, 17));

    Explanation told =
        Explanation.of(List.of(event(1, AlertEventType.OPENED, 1 - 24 / 27.0, post)));

    assertThat(told.agrees()).isTrue();
    assertThat(told.text())
        .contains("5f1c22: evacuation in Ukraine (UA) open, warning")
        .contains("1  OPENED at 2022-02-11T16:22:10Z")
        .contains("3 independent reports (4 posts) from 2 sources in 1 h: coast-news, metro-daily")
        .contains("expected: 1, from a rate like 2 reports in 2 h")
        .contains("probability of 3 or more when nothing happens: 0.111; it rings at 0.12 or less")
        .contains("computed again: 1 expected, probability 0.111: agrees")
        .contains("All must [evacuate] now")
        .contains("metro-daily:7 revision 2");
  }

  @Test
  void shouldWriteRoundNumbersInFull() {
    AlertEvent event = event(1, AlertEventType.OPENED, 1e-9, evidence("Harbour", ""));
    event.getAlert().getDecision().setWindowMillis(600_000);
    event.getAlert().getDecision().setExpected(200);

    assertThat(Explanation.of(List.of(event)).text())
        .contains("sources in 10 min: coast-news")
        .contains("expected: 200, from a rate")
        .contains("when nothing happens: 1E-9; it rings")
        .doesNotContain("E+");
  }

  @Test
  void shouldSayWhichDecisionIsNotWhatItSays() {
    Evidence post = evidence("Harbour", "");

    Explanation told =
        Explanation.of(
            List.of(
                event(1, AlertEventType.OPENED, 1 - 24 / 27.0, post),
                event(2, AlertEventType.UPDATED, 0.05, post)));

    assertThat(told.agrees()).isFalse();
    assertThat(told.text()).containsOnlyOnce("DOES NOT AGREE").containsOnlyOnce(": agrees");
  }

  @Test
  void shouldSayThatAnAlertWasOpenedThatDoesNotRing() {
    AlertEvent event = event(1, AlertEventType.OPENED, 1 - 24 / 27.0, evidence("Harbour", ""));
    event.getAlert().getDecision().setSignificance(0.11);
    AlertEvent end = AlertEvent.newBuilder(event).setType(AlertEventType.RESOLVED).build();

    assertThat(Explanation.of(List.of(event)).agrees()).isFalse();
    assertThat(Explanation.of(List.of(end)).agrees()).isTrue();
  }

  @Test
  void shouldNotLetAPostWriteToTheTerminal() {
    String escape = "\u001b[2Jgone\u202e\r\n";
    Evidence post =
        evidence(escape + "x".repeat(10_000), escape, new Highlight(-5, 2), new Highlight(1, 900));

    String text =
        Explanation.of(List.of(event(1, AlertEventType.OPENED, 1 - 24 / 27.0, post))).text();

    assertThat(text).doesNotContain("\u001b", "\u202e", "\r").contains("·[2Jgone·");
    assertThat(text.lines()).allMatch(line -> line.length() < 500);
  }
}
