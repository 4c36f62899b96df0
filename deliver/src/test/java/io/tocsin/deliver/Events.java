package io.tocsin.deliver;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.Decision;
import io.tocsin.avro.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events of alerts, for tests; an alert's sequence is its hour. */
final class Events {
  static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");

  private Events() {}

  static AlertEvent event(String alertId, int sequence, AlertEventType type) {
    return event(alertId, sequence, type, "warning");
  }

  static AlertEvent event(String alertId, int sequence, AlertEventType type, String severity) {
    Instant at = AT.plusSeconds(3_600L * sequence);
    boolean over = type == AlertEventType.RESOLVED || type == AlertEventType.RETRACTED;
    return AlertEvent.newBuilder()
        .setEventId(alertId + "-" + sequence)
        .setAlertId(alertId)
        .setSequence(sequence)
        .setType(type)
        .setAt(at)
        .setReason("6 voices where 0.25 were expected")
        .setAlert(
            Alert.newBuilder()
                .setAlertId(alertId)
                .setRuleId("evacuation")
                .setRuleVersion(1)
                .setRuleHash("00")
                .setScope("UA")
                .setScopeName("Ukraine")
                .setStatus(
                    !over
                        ? AlertStatus.OPEN
                        : type == AlertEventType.RESOLVED
                            ? AlertStatus.RESOLVED
                            : AlertStatus.RETRACTED)
                .setSeverity(severity)
                .setSequence(sequence)
                .setOnsetAt(AT)
                .setOpenedAt(AT.plusSeconds(3_600))
                .setUpdatedAt(at)
                .setEndedAt(over ? at : null)
                .setDecision(decision(sequence))
                .setEvidence(List.of(post("Harbour <b>\"evacuated\"</b>"), post("Port closed")))
                .setSummary("evacuation: many independent reports on Ukraine")
                .setLabels(Map.of("desk", "europe", "on-call", "yes"))
                .build())
        .build();
  }

  private static Decision decision(int sequence) {
    return Decision.newBuilder()
        .setWindowMillis(3_600_000)
        .setObserved(5 + sequence)
        .setExpected(0.25)
        .setThreshold(3)
        .setProbability(1e-6)
        .setSignificance(1e-4)
        .setPosts(7)
        .setSources(List.of("courier", "wire"))
        .build();
  }

  private static Evidence post(String title) {
    return Evidence.newBuilder()
        .setPostKey("wire:1")
        .setRevision(1)
        .setSource("wire")
        .setMentionedAt(AT)
        .setTitle(title)
        .build();
  }
}
