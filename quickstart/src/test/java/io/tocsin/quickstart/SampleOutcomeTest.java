package io.tocsin.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.Decision;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleOutcomeTest {

  private static final Instant NOON = Instant.parse("2022-02-11T12:00:00Z");

  private final SampleOutcome outcome =
      new SampleOutcome(List.of("flood DE OPENED", "flood DE RESOLVED", "any  OPENED"));

  @Test
  void shouldMissEverythingAtFirst() {
    assertThat(outcome.isComplete()).isFalse();
    assertThat(outcome.missing())
        .containsExactly("flood DE OPENED", "flood DE RESOLVED", "any  OPENED");
  }

  @Test
  void shouldNotTakeAnotherScopeOrEventForTheOneExpected() {
    outcome.take(event("flood", "FR", AlertEventType.OPENED));
    outcome.take(event("flood", "DE", AlertEventType.UPDATED));

    assertThat(outcome.missing()).hasSize(3);
  }

  @Test
  void shouldBeCompleteWhenAllHaveCome() {
    outcome.take(event("flood", "DE", AlertEventType.OPENED));
    outcome.take(event("flood", "DE", AlertEventType.RESOLVED));
    outcome.take(event("any", "", AlertEventType.OPENED));

    assertThat(outcome.isComplete()).isTrue();
  }

  @Test
  void shouldExpectTheAlertsOfTheSample() {
    assertThat(SampleOutcome.ofSample().missing())
        .contains("evacuation UA OPENED", "invasion UA OPENED");
  }

  private static AlertEvent event(String rule, String scope, AlertEventType type) {
    Decision decision =
        Decision.newBuilder()
            .setWindowMillis(600_000)
            .setObserved(3)
            .setExpected(0.1)
            .setThreshold(3)
            .setProbability(0.001)
            .setSignificance(0.01)
            .setPosts(3)
            .setSources(List.of())
            .build();
    Alert alert =
        Alert.newBuilder()
            .setAlertId("a")
            .setRuleId(rule)
            .setRuleVersion(1)
            .setRuleHash("h")
            .setScope(scope)
            .setStatus(AlertStatus.OPEN)
            .setSequence(1)
            .setOnsetAt(NOON)
            .setOpenedAt(NOON)
            .setUpdatedAt(NOON)
            .setDecision(decision)
            .build();
    return AlertEvent.newBuilder()
        .setEventId("e")
        .setAlertId("a")
        .setSequence(1)
        .setType(type)
        .setAt(NOON)
        .setAlert(alert)
        .build();
  }
}
