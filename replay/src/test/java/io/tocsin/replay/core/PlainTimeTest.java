package io.tocsin.replay.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read digit by digit is what the JDK reads. */
class PlainTimeTest {

  /** The first and last second of the years of four digits. */
  private static final long FIRST = -62_167_219_200L;

  private static final long LAST = 253_402_300_799L;

  private static Instant toMillis(String text) {
    return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
  }

  @Property(tries = 2_000)
  void shouldReadWhatInstantsWrite(
      @ForAll @LongRange(min = FIRST, max = LAST) long second,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nanos,
      @ForAll @IntRange(min = 0, max = 3) int parts) {
    int written = parts == 0 ? 0 : nanos - nanos % (int) Math.pow(10, 9 - 3 * parts);
    String text = Instant.ofEpochSecond(second, written).toString();
    assertThat(PlainTime.isPlain(text)).isEqualTo(Integer.parseInt(text.substring(8, 10)) <= 28);
    assertThat(EventTime.parse(text, null)).isEqualTo(toMillis(text));
  }

  @Property(tries = 2_000)
  void shouldTakeNothingThatIsNoTime(
      @ForAll @IntRange(min = 0, max = 23) int place,
      @ForAll @IntRange(min = 32, max = 126) int letter) {
    StringBuilder text = new StringBuilder("2022-02-11T06:07:08.125Z");
    text.setCharAt(place, (char) letter);
    if (PlainTime.isPlain(text.toString())) {
      assertThat(PlainTime.parse(text.toString())).isEqualTo(toMillis(text.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2022-02-11T06:00:00Z",
        "2022-02-28T23:59:59.9Z",
        "1969-12-28T23:59:59.12345Z",
        "0000-01-01T00:00:00.123456789Z"
      })
  void shouldTakeFractionsOfAnyLength(String text) {
    assertThat(PlainTime.isPlain(text)).isTrue();
    assertThat(PlainTime.parse(text)).isEqualTo(toMillis(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2022-02-11T06:00Z",
        "2022-02-11T06:00:00",
        "2022-02-11T06:00:00.Z",
        "2022-02-11T06:00:00.1234567890Z",
        "2022-02-11T06:00:00+02:00",
        "2022-02-11t06:00:00z",
        "2022-00-11T06:00:00Z",
        "2022-13-11T06:00:00Z",
        "2022-02-29T06:00:00Z",
        "2022-02-00T06:00:00Z",
        "2022-02-11T24:00:00Z",
        "2022-02-11T06:60:00Z",
        "2022-02-11T06:00:60Z",
        "+12022-02-11T06:00:00Z"
      })
  void shouldLeaveAllElseToTheFormatter(String text) {
    assertThat(PlainTime.isPlain(text)).isFalse();
  }
}
