package io.tocsin.dashboard;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.CountBy;
import io.tocsin.avro.Decision;
import io.tocsin.avro.Evidence;
import io.tocsin.avro.Highlight;
import io.tocsin.avro.KeywordCount;
import io.tocsin.avro.RuleKind;
import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceEventType;
import io.tocsin.avro.SourceHealth;
import io.tocsin.avro.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts and their events, for tests. */
final class Alerts {
  static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  static final String HOSTILE =
      "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

  private Alerts() {}

  static Evidence post(String id, String title, String excerpt, String url) {
    int start = excerpt.indexOf("evacuate");
    return Evidence.newBuilder()
        .setPostKey("wire:" + id)
        .setRevision(2)
        .setSource("wire")
        .setMentionedAt(AT)
        .setTitle(title)
        .setUrl(url)
        .setExcerpt(excerpt)
        .setHighlights(start < 0 ? List.of() : List.of(new Highlight(start, start + 8)))
        .build();
  }

  private static Decision decision(int observed) {
    return Decision.newBuilder()
        .setWindowMillis(Duration.ofHours(1).toMillis())
        .setObserved(observed)
        .setExpected(0.25)
        .setThreshold(3)
        .setProbability(1e-6)
        .setSignificance(1e-4)
        .setPosts(observed + 1)
        .setSources(List.of("courier", "wire"))
        .setKind(RuleKind.BUDGET)
        .setCountBy(CountBy.VOICE)
        .build();
  }

  static Alert alert(String id, int sequence, AlertStatus status, Evidence... posts) {
    Instant updated = AT.plusSeconds(60L * sequence);
    return Alert.newBuilder()
        .setAlertId(id)
        .setRuleId("evacuation")
        .setRuleVersion(1)
        .setRuleHash("00")
        .setScope("UA")
        .setScopeName("Ukraine")
        .setStatus(status)
        .setSeverity("critical")
        .setSequence(sequence)
        .setOnsetAt(AT)
        .setOpenedAt(AT.plusSeconds(60))
        .setUpdatedAt(updated)
        .setEndedAt(status == AlertStatus.OPEN ? null : updated)
        .setDecision(decision(2 + sequence))
        .setPeak(2 + sequence)
        .setEvidence(List.of(posts))
        .setSummary("evacuation: many independent reports on Ukraine")
        .setLabels(Map.of("desk", "europe"))
        .build();
  }

  /** The alert, about a place that is there. */
  static Alert at(Alert alert, String scope, String name, double latitude, double longitude) {
    alert.setScope(scope);
    alert.setScopeName(name);
    alert.setScopeLatitude(latitude);
    alert.setScopeLongitude(longitude);
    return alert;
  }

  static KeywordCount count(Instant at, int observed) {
    return KeywordCount.newBuilder()
        .setRuleId("evacuation")
        .setScope("UA")
        .setAt(at)
        .setWindowMillis(Duration.ofHours(1).toMillis())
        .setObserved(observed)
        .setExpected(0.25)
        .setThreshold(3)
        .setPosts(observed + 1)
        .setSources(2)
        .setAlertId(observed < 3 ? null : "a")
        .build();
  }

  static SourceState source(String source, SourceHealth state) {
    return SourceState.newBuilder()
        .setSource(source)
        .setAt(AT)
        .setState(state)
        .setSince(AT)
        .setFirstPostAt(AT.minus(Duration.ofDays(20)))
        .setLastPostAt(AT.minus(Duration.ofHours(2)))
        .setUsualGapMillis(Duration.ofMinutes(10).toMillis())
        .setPostsPerHour(12)
        .build();
  }

  static SourceEvent sourceEvent(String source, SourceEventType type) {
    return SourceEvent.newBuilder()
        .setEventId(source + "-" + type)
        .setSource(source)
        .setType(type)
        .setAt(AT)
        .setSince(AT)
        .setLastPostAt(AT.minus(Duration.ofHours(2)))
        .setUsualGapMillis(Duration.ofMinutes(10).toMillis())
        .setPostsPerHour(12)
        .setSummary(source + ": nothing for 2 hours")
        .build();
  }

  static AlertEvent event(Alert alert, AlertEventType type) {
    return AlertEvent.newBuilder()
        .setEventId(alert.getAlertId() + "#" + alert.getSequence())
        .setAlertId(alert.getAlertId())
        .setSequence(alert.getSequence())
        .setType(type)
        .setAt(alert.getUpdatedAt())
        .setReason("more than can be expected")
        .setAlert(alert)
        .build();
  }
}
