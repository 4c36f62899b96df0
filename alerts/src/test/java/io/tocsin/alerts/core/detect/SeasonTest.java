package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeasonTest {

  private static final long BUCKET = Forecast.BUCKET_MILLIS;

  /** A Monday. */
  private static final long MONDAY = Rules.START - Rules.START % DAY + daysToMonday() * DAY;

  private final SplittableRandom random = new SplittableRandom(3);

  private static long daysToMonday() {
    return (11 - Rules.START / DAY % 7) % 7;
  }

  /** A season after days of a key whose rate, voices an hour, depends on the time. */
  private Season after(int days, double average, LongToDoubleFunction rate) {
    Season season = new Season();
    for (long start = MONDAY; start < MONDAY + days * DAY; start += BUCKET) {
      double hours = (double) (start - MONDAY) / HOUR;
      season.begin(start, average * hours, hours * HOUR);
      double expected = average * BUCKET / HOUR * season.factor(start);
      season.absorb(start, 1, poisson(rate.applyAsDouble(start) * BUCKET / HOUR), expected, 1);
    }
    return season;
  }

  private int poisson(double mean) {
    int count = -1;
    for (double left = mean; left >= 0; count++) {
      left += StrictMath.log(1 - random.nextDouble());
    }
    return count;
  }

  private static boolean isNight(long time) {
    return time / HOUR % 24 < 12;
  }

  private static boolean isWeekend(long time) {
    return (time - MONDAY) / DAY % 7 >= 5;
  }

  @Test
  void shouldBeFlatWhileNothingElseIsShown() {
    Season unknown = new Season();
    Season even = after(60, 5, time -> 5);
    Season sparse = after(60, 0.01, time -> 0.01);

    for (int hour = 0; hour < 7 * 24; hour++) {
      long time = MONDAY + 60 * DAY + hour * HOUR;
      assertThat(unknown.factor(time)).isEqualTo(1);
      assertThat(even.factor(time)).isCloseTo(1, offset(0.15));
      assertThat(sparse.factor(time)).isCloseTo(1, offset(0.25));
    }
  }

  @Test
  void shouldLearnTheHoursOfTheDayWithinDays() {
    Season season = after(8, 5, time -> isNight(time) ? 1 : 9);
    long next = MONDAY + 8 * DAY;

    for (int hour = 0; hour < 24; hour++) {
      long time = next + hour * HOUR;
      assertThat(season.factor(time)).isCloseTo(isNight(time) ? 0.2 : 1.8, offset(0.4));
    }
    assertThat(season.factor(next, next + DAY)).isCloseTo(1, offset(0.1));
  }

  @Test
  void shouldLearnTheDaysOfTheWeekWithinWeeks() {
    Season season = after(42, 6, time -> isWeekend(time) ? 2.5 : 7.4);
    long next = MONDAY + 42 * DAY;

    assertThat(season.factor(next, next + DAY)).isCloseTo(7.4 / 6, offset(0.2));
    assertThat(season.factor(next + 5 * DAY, next + 6 * DAY)).isCloseTo(2.5 / 6, offset(0.2));
    assertThat(season.factor(next, next + 7 * DAY)).isCloseTo(1, offset(0.1));
  }

  @Test
  void shouldNotTakeOneBusyDayForAHabit() {
    Season season =
        after(21, 5, time -> time - MONDAY >= 16 * DAY && time - MONDAY < 17 * DAY ? 40 : 5);
    long wednesday = MONDAY + 23 * DAY;

    assertThat(season.factor(wednesday, wednesday + DAY)).isBetween(0.9, 1.7);
  }

  @Test
  void shouldWeighAWindowByTheHoursInIt() {
    Season season = after(20, 5, time -> isNight(time) ? 1 : 9);
    long noon = MONDAY + 20 * DAY + 12 * HOUR;

    double before = season.factor(noon - HOUR);
    double after = season.factor(noon);
    assertThat(season.factor(noon - HOUR / 2, noon + HOUR))
        .isCloseTo((before + 2 * after) / 3, offset(1e-12));
  }

  @Test
  void shouldGoOnAsItWasWritten() throws IOException {
    Season season = after(17, 5, time -> isNight(time) ? 1 : 9);
    byte[] written = bytes(season);
    Season read = new Season();
    read.readFrom(new DataInputStream(new ByteArrayInputStream(written)));

    assertThat(bytes(read)).isEqualTo(written);
    for (long time = MONDAY + 17 * DAY; time < MONDAY + 19 * DAY; time += BUCKET) {
      for (Season each : new Season[] {season, read}) {
        each.begin(time, 100, 20 * HOUR);
        each.absorb(time, 1, (int) (time / BUCKET % 4), 0.8, 1);
      }
      assertThat(read.factor(time)).isEqualTo(season.factor(time));
    }
    assertThat(bytes(read)).isEqualTo(bytes(season));
  }

  private static byte[] bytes(Season season) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    season.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
