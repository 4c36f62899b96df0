package io.tocsin.replay.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.replay.core.HistoryException;
import io.tocsin.replay.core.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedAlertsTest {

  @TempDir private Path directory;

  private static String event(String id, String openedAt, String at, String status) {
    return """
        {"alertId":"%s","ruleId":"r","scope":"","at":"%s","onsetAt":"%s","openedAt":"%s",\
        "endedAt":null,"status":"%s","severity":"","peak":3,"summary":"it rang"}"""
        .formatted(id, at, openedAt, openedAt, status);
  }

  private Path file(String... events) throws IOException {
    return Files.write(directory.resolve("alerts.jsonl"), List.of(events));
  }

  @Test
  void shouldTakeEachAsItStoodAtTheEndOfTheRange() throws IOException {
    Path file =
        file(
            event("before", "2022-02-11T05:00:00Z", "2022-02-11T05:00:00Z", "OPEN"),
            event("within", "2022-02-11T07:00:00Z", "2022-02-11T07:00:00Z", "OPEN"),
            event("before", "2022-02-11T05:00:00Z", "2022-02-11T08:00:00Z", "RESOLVED"),
            event("within", "2022-02-11T07:00:00Z", "2022-02-11T10:00:00Z", "RESOLVED"));
    TimeRange range =
        new TimeRange(Instant.parse("2022-02-11T06:00:00Z"), Instant.parse("2022-02-11T09:00:00Z"));

    assertThat(RecordedAlerts.read(file, range))
        .extracting(Episode::alertId, Episode::status)
        .containsExactly(org.assertj.core.api.Assertions.tuple("within", "OPEN"));
    assertThat(RecordedAlerts.read(file, TimeRange.ALL))
        .extracting(Episode::status)
        .containsExactly("RESOLVED", "RESOLVED");
  }

  @Test
  void shouldRefuseMoreAlertsThanItHolds() throws IOException {
    String[] events =
        Stream.of("a", "b", "a", "c")
            .map(id -> event(id, "2022-02-11T05:00:00Z", "2022-02-11T05:00:00Z", "OPEN"))
            .toArray(String[]::new);
    Path file = file(events);

    assertThat(RecordedAlerts.read(file, TimeRange.ALL, 3)).hasSize(3);
    assertThatExceptionOfType(HistoryException.class)
        .isThrownBy(() -> RecordedAlerts.read(file, TimeRange.ALL, 2))
        .withMessageContaining("has more than 2 alerts in the range");
  }
}
