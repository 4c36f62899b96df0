package io.tocsin.ingest.core;

import static io.tocsin.ingest.core.Readings.accepted;
import static io.tocsin.ingest.core.Readings.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Reading.Rejected;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTimesTest {

  private static Instant time(String text) {
    return accepted(SourceTimes.read("publishedAt", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2022-02-11T09:15:00Z",
        " 2022-02-11T09:15Z\n",
        "2022-02-11t09:15:00z",
        "2022-02-11T10:15:00+01:00",
        "2022-02-11T10:15:00+0100",
        "2022-02-11T10:15:00+01",
        "2022-02-11T10:15:00+01:00:00",
        "2022-02-11T10:15:00 GMT+01:00",
        "2022-02-11T10:15:00.000000+01:00[Europe/Vienna]",
        "2022-02-11T10:15:00,000+01:00",
        "2022-02-11 10:15:00+01:00",
        "2022-02-11 10:15:00 +0100",
        "2022-02-11 09:15:00 UTC",
        "2022-02-11, 10:15 CET",
        "2022-02-11 10:15 Europe/Vienna",
        "2022/02/11 10:15:00 +0100",
        "20220211T091500Z",
        "20220211T101500+0100",
        "20220211T0915Z",
        "Fri, 11 Feb 2022 09:15:00 GMT",
        "Fri, 11 Feb 2022 10:15:00 +0100",
        "Fri, 11 Feb 2022 10:15:00 +0100 (CET)",
        "Fri, 11 Feb 2022 04:15:00 EST",
        "Fri, 11 Feb 2022 01:15 PST",
        "11 Feb 2022 09:15:00 UT",
        "Fr., 11 Feb 22 09:15 Z",
        "Friday, 11-Feb-22 09:15:00 GMT",
        "Friday, 11 February 2022, 09:15 UTC",
        "Fri Feb 11 09:15:00 UTC 2022",
        "Fri Feb 11 10:15:00 CET 2022",
        "Fri Feb 11 09:15:00 +0000 2022",
        "Fri Feb 11 2022 10:15:00 GMT+0100 (Central European Standard Time)",
        "February 11, 2022 4:15 AM EST",
        "Feb. 11, 2022 at 4:15 a.m. ET",
        "Feb 11th, 2022, 6:15 pm JST",
        "11 February 2022 at 09:15 GMT",
        "1644570900",
        "1644570900.000",
        "1644570900000",
        "1644570900000000",
        "1644570900000000000",
      })
  void shouldReadWhatSourcesWrite(String text) {
    assertThat(time(text)).isEqualTo(Instant.parse("2022-02-11T09:15:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2022-02-11T10:15:00.123456789Z | 2022-02-11T10:15:00.123Z",
        "2022-02-11T10:15:00.5-03:30 | 2022-02-11T13:45:00.500Z",
        "2022-02-11T24:00:00Z | 2022-02-12T00:00:00Z",
        "2022-02-11T10:15:00 GMT+1 | 2022-02-11T09:15:00Z",
        "2022-02-11T10:15:00\u221201:00 | 2022-02-11T11:15:00Z",
        "Fri, 11 Feb 2022 12:15 PM GMT | 2022-02-11T12:15:00Z",
        "Fri, 11 Feb 2022 12:15 AM GMT | 2022-02-11T00:15:00Z",
        "11 Sept 2022 09:15 GMT | 2022-09-11T09:15:00Z",
        "11 Jul 1999 09:15 GMT | 1999-07-11T09:15:00Z",
        "11 Jul 99 09:15 GMT | 1999-07-11T09:15:00Z",
        "Jul 11, 2022 4:15 AM ET | 2022-07-11T08:15:00Z",
        "Wed, 11 Feb 2022 09:15:00 -0000 | 2022-02-11T09:15:00Z",
        "1644570900.25 | 2022-02-11T09:15:00.250Z",
      })
  void shouldReadEveryPart(String text, Instant expected) {
    assertThat(time(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2022",
        "20220211",
        "20220211101500",
        "2022-02-11",
        "2022-02-11T10:15:00",
        "2022-02-11 10:15",
        "02/11/2022 10:15 GMT",
        "11.02.2022 10:15 GMT",
        "2022-02-30T10:15:00Z",
        "2022-13-01T10:15:00Z",
        "2022-02-11T25:15:00Z",
        "2022-02-11T24:15:00Z",
        "2022-02-11T10:61:00Z",
        "2022-02/11 10:15:00Z",
        "2022-02-11T10:15:00+19:00",
        "2022-02-11T10:15:00+01:75",
        "2022-02-11T10:15:00Z[Nowhere/Land]",
        "Fri, 11 Feb 2022 10:15:00",
        "Fri, 11 Fev 2022 10:15:00 GMT",
        "Fri, 11 Feb 2022 10:15:00 IST",
        "Fri, 11 Feb 2022 10:15:00 A",
        "Fri, 11 Feb 2022 13:15 PM GMT",
        "Fri Feb 11 10:15:00 2022",
        "2022-10-30 02:30 Europe/Vienna",
        "2022-03-27 02:30 Europe/Vienna",
        "0",
        "-1644570900",
        "99999999",
        "7258118400",
        "10000000000",
        "+999999999-01-01T00:00:00Z",
      })
  void shouldRefuseWhatIsNoTimeOrTwo(String text) {
    Rejected<Instant> refusal = rejected(SourceTimes.read("publishedAt", text));
    assertThat(refusal.reason()).isEqualTo(RejectReason.BAD_DATE);
    assertThat(refusal.detail()).contains("publishedAt: \"" + text + "\"", "expected ISO-8601");
  }

  @Test
  void shouldRefuseLongTextsUnread() {
    String text = "1 ".repeat(50_000) + "2022-02-11T10:15:00Z";
    assertThat(rejected(SourceTimes.read("updatedAt", text)).detail()).hasSizeLessThan(400);
  }

  @Property
  void shouldTellTheUnitsOfEpochsApart(
      @ForAll @LongRange(min = 100_000_000_000L, max = 7_258_118_399_999L) long millis) {
    Instant expected = Instant.ofEpochMilli(millis);
    BigDecimal number = BigDecimal.valueOf(millis);
    for (int point = -3; point <= 6; point += 3) {
      assertThat(accepted(SourceTimes.read("t", number.movePointRight(point)))).isEqualTo(expected);
    }
  }

  @Property
  void shouldReadWhatJavaWrites(
      @ForAll @LongRange(min = -2_208_988_800L, max = 7_258_118_399L) long seconds,
      @ForAll @IntRange(min = -72, max = 72) int quarters) {
    Instant expected = Instant.ofEpochSecond(seconds);
    OffsetDateTime local = expected.atOffset(ZoneOffset.ofTotalSeconds(quarters * 900));
    assertThat(time(local.toString())).isEqualTo(expected);
    assertThat(time(DateTimeFormatter.RFC_1123_DATE_TIME.format(local))).isEqualTo(expected);
    assertThat(
            time(
                DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss xx yyyy", Locale.ROOT)
                    .format(local)))
        .isEqualTo(expected);
  }

  @Property
  void shouldReadARegionsHourOrRefuseIt(
      @ForAll @LongRange(min = 0L, max = 4_000_000_000L) long seconds) {
    Instant instant = Instant.ofEpochSecond(seconds);
    String text =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                .format(instant.atZone(ZoneId.of("Europe/Vienna")))
            + " Europe/Vienna";
    assertThat(SourceTimes.read("t", text))
        .satisfiesAnyOf(
            reading -> assertThat(accepted(reading)).isEqualTo(instant),
            reading -> assertThat(rejected(reading).reason()).isEqualTo(RejectReason.BAD_DATE));
  }
}
