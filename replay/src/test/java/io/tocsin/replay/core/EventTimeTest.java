package io.tocsin.replay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2022-02-11T06:00:00Z, 2022-02-11T06:00:00Z",
    "2022-02-11T06:00Z, 2022-02-11T06:00:00Z",
    "2022-02-11t06:00:00.1239z, 2022-02-11T06:00:00.123Z",
    "2022-02-11T08:00:00+02:00, 2022-02-11T06:00:00Z",
    "2022-02-11T08:00:00+0200, 2022-02-11T06:00:00Z",
    "2022-02-11T08:00:00+02:00[Europe/Kyiv], 2022-02-11T06:00:00Z",
    "2022-02-11T08:00:00[Europe/Kyiv], 2022-02-11T06:00:00Z"
  })
  void shouldReadTimesWithAZone(String text, String expected) {
    assertThat(EventTime.parse(text, null)).isEqualTo(Instant.parse(expected));
  }

  @Test
  void shouldPreferTheTimesOwnZone() {
    assertThat(EventTime.parse("2022-02-11T06:00:00Z", ZoneId.of("Asia/Tokyo")))
        .isEqualTo(Instant.parse("2022-02-11T06:00:00Z"));
    assertThat(EventTime.parse("2022-02-11T15:00:00", ZoneId.of("Asia/Tokyo")))
        .isEqualTo(Instant.parse("2022-02-11T06:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2022-02-11T06:00:00", "2022-02-11", "06:00", "", "yesterday"})
  void shouldRefuseWhatHasNoZoneOrIsNoTime(String text) {
    assertThatExceptionOfType(DateTimeException.class)
        .isThrownBy(() -> EventTime.parse(text, null));
  }
}
