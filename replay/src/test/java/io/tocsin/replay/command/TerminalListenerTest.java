package io.tocsin.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.Decision;
import io.tocsin.replay.ReplayProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalListenerTest {

  private static final Instant AT = Instant.parse("2022-02-11T08:41:00Z");

  private final StringWriter out = new StringWriter();
  private final ByteArrayOutputStream bars = new ByteArrayOutputStream();

  private TerminalListener listener(boolean follow) {
    return new TerminalListener(
        new PrintWriter(out, true),
        new PrintStream(bars, true, StandardCharsets.UTF_8),
        follow,
        false);
  }

  private static AlertEvent event() {
    Decision decision =
        Decision.newBuilder()
            .setWindowMillis(600_000)
            .setObserved(3)
            .setExpected(0.5)
            .setThreshold(3)
            .setProbability(0.001)
            .setSignificance(0.01)
            .setPosts(3)
            .setSources(List.of("a"))
            .build();
    Alert alert =
        Alert.newBuilder()
            .setAlertId("x")
            .setRuleId("invasion")
            .setRuleVersion(1)
            .setRuleHash("h")
            .setStatus(AlertStatus.OPEN)
            .setSequence(1)
            .setOnsetAt(AT)
            .setOpenedAt(AT)
            .setUpdatedAt(AT)
            .setDecision(decision)
            .build();
    return AlertEvent.newBuilder()
        .setEventId("e")
        .setAlertId("x")
        .setSequence(1)
        .setType(AlertEventType.OPENED)
        .setAt(AT)
        .setAlert(alert)
        .build();
  }

  @Test
  void shouldKeepAlertsAndProgressApart() {
    try (TerminalListener listener = listener(true)) {
      listener.phase("starting");
      listener.progress(new ReplayProgress(5, 9, Optional.of(AT), AT, 1));
      listener.alert(event());
    }

    assertThat(out.toString())
        .startsWith("2022-02-11 08:41:00Z  OPENED    invasion")
        .hasLineCount(1);
    assertThat(bars.toString(StandardCharsets.UTF_8))
        .contains("starting", "5/9 posts", "clock 2022-02-11 08:41");
  }

  @Test
  void shouldShowNoAlertsUnlessToFollow() {
    try (TerminalListener listener = listener(false)) {
      listener.alert(event());
    }

    assertThat(out.toString()).isEmpty();
  }
}
