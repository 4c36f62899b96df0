package io.tocsin.ingest.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTimesTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 11 Feb 2022 10:15:00 +0100 | 2022-02-11T09:15:00Z",
        "Mon, 11 Feb 2022 10:15:00 GMT | 2022-02-11T10:15:00Z",
        "11 Feb 22 10:15 EST | 2022-02-11T15:15:00Z",
        "Friday, 11-Feb-22 10:15:00 UTC | 2022-02-11T10:15:00Z",
        "Fri, 1 Sept 2022 10:15:00 Z | 2022-09-01T10:15:00Z",
        "Fri, 11 February 2022 10:15:00 PDT | 2022-02-11T17:15:00Z",
        "2022-02-11T10:15:00Z | 2022-02-11T10:15:00Z",
        "2022-02-11T10:15:00.123456+05:30 | 2022-02-11T04:45:00.123456Z",
        "2022-02-11 10:15:00 +0200 | 2022-02-11T08:15:00Z",
        "2022-02-11T10:15+01 | 2022-02-11T09:15:00Z",
        "2022-02-11 10:15:00 UTC | 2022-02-11T10:15:00Z",
        "20220211T101500Z | 2022-02-11T10:15:00Z",
        "20220211T101500-0330 | 2022-02-11T13:45:00Z",
        "1644574500 | 2022-02-11T10:15:00Z",
        "1644574500000 | 2022-02-11T10:15:00Z",
        "Feb 11, 2022 10:15 AM EST | 2022-02-11T15:15:00Z",
        "February 11th, 2022 12:05 a.m. GMT | 2022-02-11T00:05:00Z",
        "Fri Feb 11 10:15:00 GMT 2022 | 2022-02-11T10:15:00Z",
        "Fr, 11 Feb 2022 10:15:00 MEZ | 2022-02-11T09:15:00Z",
        "11 février 2022 10:15 +0100 | 2022-02-11T09:15:00Z",
        "11 de marzo de 2022 10:15 GMT | 2022-03-11T10:15:00Z",
        "Fri, 11 Feb 2022 10:15:00 GMT+1 | 2022-02-11T09:15:00Z",
        "Fri, 11 Feb 2022 10:15:00 +0000 (Coordinated Universal Time) | 2022-02-11T10:15:00Z",
        "Fri, 11 Feb 2022 10:15:60 GMT | 2022-02-11T10:15:59Z"
      })
  void shouldReadWithTheZoneThatIsNamed(String text, Instant at) {
    assertThat(FeedTimes.parse(text, ZONE)).contains(new FeedTime(at, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2022-02-11T10:15:00 | 2022-02-11T09:15:00Z",
        "11.02.2022 10:15 | 2022-02-11T09:15:00Z",
        "11. Februar 2022, 10:15 Uhr | 2022-02-11T09:15:00Z",
        "2022-07-11 | 2022-07-10T22:00:00Z",
        "Fri Feb 11 10:15:00 2022 | 2022-02-11T09:15:00Z",
        "11 Feb 2022 10:15:00 IST | 2022-02-11T09:15:00Z",
        "20220211 | 2022-02-10T23:00:00Z"
      })
  void shouldGuessTheZoneWhereNoneIsNamed(String text, Instant at) {
    assertThat(FeedTimes.parse(text, ZONE)).contains(new FeedTime(at, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "yesterday", "11/02/2022 10:15", "2022-13-45T10:15:00Z", "31 Feb 2022 10:15 GMT",
        "2022-02-11T25:61:00Z", "Fri, 11 Foo 2022 10:15:00 GMT", "0", "-1", "12",
        "2022-02-11T10:15:00+99:00"
      })
  void shouldReadNothingElse(String text) {
    assertThat(FeedTimes.parse(text, ZONE)).isEmpty();
  }

  @Test
  void shouldNotLookAtLongTexts() {
    assertThat(FeedTimes.parse("2022-02-11T10:15:00Z" + " ".repeat(200), ZONE)).isEmpty();
    assertThat(FeedTimes.parse(null, ZONE)).isEmpty();
  }
}
