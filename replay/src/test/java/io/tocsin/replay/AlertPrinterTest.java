package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.Decision;
import io.tocsin.avro.Evidence;
import io.tocsin.avro.Highlight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertPrinterTest {

  private static final Instant AT = Instant.parse("2022-02-11T08:41:05Z");

  private static Evidence evidence(String source, Instant at, String excerpt, Highlight... marks) {
    return Evidence.newBuilder()
        .setPostKey(source + ":1")
        .setRevision(1)
        .setSource(source)
        .setMentionedAt(at)
        .setTitle("A title")
        .setExcerpt(excerpt)
        .setHighlights(List.of(marks))
        .build();
  }

  private static AlertEvent event(String scope, double expected, Evidence... evidence) {
    Decision decision =
        Decision.newBuilder()
            .setWindowMillis(Duration.ofHours(1).toMillis())
            .setObserved(5)
            .setExpected(expected)
            .setThreshold(3)
            .setProbability(1e-6)
            .setSignificance(1e-4)
            .setPosts(6)
            .setSources(List.of("a", "b"))
            .build();
    Alert alert =
        Alert.newBuilder()
            .setAlertId("5f1c22abcdef")
            .setRuleId("evacuation")
            .setRuleVersion(1)
            .setRuleHash("h")
            .setScope(scope)
            .setStatus(AlertStatus.OPEN)
            .setSeverity("warning")
            .setSequence(1)
            .setOnsetAt(AT)
            .setOpenedAt(AT)
            .setUpdatedAt(AT)
            .setDecision(decision)
            .setEvidence(List.of(evidence))
            .build();
    return AlertEvent.newBuilder()
        .setEventId("e")
        .setAlertId("5f1c22abcdef")
        .setSequence(1)
        .setType(AlertEventType.OPENED)
        .setAt(AT)
        .setAlert(alert)
        .build();
  }

  @Test
  void shouldSayWhenWhatWhereAndHowMuch() {
    assertThat(AlertPrinter.print(event("UA", 0.04)))
        .isEqualTo(
            "2022-02-11 08:41:05Z  OPENED    evacuation in Ukraine (UA) [warning]"
                + "  5 voices in 1h, 0.04 expected, rings at 3  5f1c22ab");
  }

  @Test
  void shouldSayWhatAScopeIsCalledAndLetTheNameMoveNothing() {
    AlertEvent event = event("place:geonames:703448", 0.04);
    event.getAlert().setScopeName("Kyiv\u001b[2J");

    assertThat(AlertPrinter.print(event))
        .contains("evacuation on Kyiv·[2J (place:geonames:703448) [warning]");
  }

  @Test
  void shouldShowTheNewestPostWithTheWordsMarked() {
    AlertEvent event =
        event(
            "",
            0.001,
            evidence("late", AT, "All must evacuate now", new Highlight(9, 17)),
            evidence("early", AT.minusSeconds(60), "Old"));

    assertThat(AlertPrinter.print(event).lines())
        .containsExactly(
            "2022-02-11 08:41:05Z  OPENED    evacuation [warning]"
                + "  5 voices in 1h, <0.01 expected, rings at 3  5f1c22ab",
            "    08:41 late: All must *evacuate* now");
  }

  @Test
  void shouldFallBackToTheTitleAndIgnoreMarksOutsideTheText() {
    assertThat(AlertPrinter.print(event("unknown", 1, evidence("a", AT, ""))))
        .contains("in unknown")
        .endsWith("a: A title");
    assertThat(AlertPrinter.print(event("", 1, evidence("a", AT, "short", new Highlight(3, 99)))))
        .endsWith("a: short");
  }

  @Test
  void shouldKeepALongExcerptInOneLine() {
    String print = AlertPrinter.print(event("", 1, evidence("a", AT, "word\n".repeat(100))));

    assertThat(print.lines()).hasSize(2);
    assertThat(print).endsWith("…");
  }

  @Test
  void shouldNotLetAPostWriteToTheTerminal() {
    String text =
        AlertPrinter.print(event("UA", 0.04, evidence("a", AT, "go\u001b[2J \u202e\tnow\u0007")));

    assertThat(text).endsWith("a: go·[2J · now·");
  }
}
