package io.tocsin.replay.core;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as nearly all files have them, such as {@code 2022-02-11T06:00:00.125Z}: read digit by
 * digit, because a formatter takes as long as all else that is read of a post.
 */
final class PlainTime {

  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int SECONDS_END = FORM.length();
  private static final int MOST_FRACTION = 9;

  /** Every month has so many; later ones are left to whoever knows the months. */
  private static final int SAFE_DAYS = 28;

  private PlainTime() {}

  /** Whether a text is such a time; of those that are not, many are times all the same. */
  static boolean isPlain(String text) {
    return hasForm(text)
        && isWithin(number(text, 5, 7), 1, 12)
        && isWithin(number(text, 8, 10), 1, SAFE_DAYS)
        && number(text, 11, 13) < 24
        && number(text, 14, 16) < 60
        && number(text, 17, 19) < 60;
  }

  private static boolean isWithin(int number, int least, int most) {
    return number >= least && number <= most;
  }

  private static boolean hasForm(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < SECONDS_END; i++) {
      char wanted = FORM.charAt(i);
      if (wanted == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
        return false;
      }
    }
    return end == SECONDS_END || hasFraction(text, end);
  }

  private static boolean hasFraction(String text, int end) {
    int digits = end - SECONDS_END - 1;
    if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > MOST_FRACTION) {
      return false;
    }
    for (int i = SECONDS_END + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  /** The time of a text that {@link #isPlain is plain}, to the millisecond. */
  static Instant parse(String text) {
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    long seconds =
        ((day * 24 + number(text, 11, 13)) * 60 + number(text, 14, 16)) * 60 + number(text, 17, 19);
    return Instant.ofEpochMilli(seconds * 1_000 + millis(text));
  }

  private static int millis(String text) {
    int millis = 0;
    for (int i = SECONDS_END + 1; i <= SECONDS_END + 3; i++) {
      millis = 10 * millis + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
    }
    return millis;
  }
}
