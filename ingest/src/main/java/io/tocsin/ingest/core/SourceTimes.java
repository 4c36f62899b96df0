package io.tocsin.ingest.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that sources write, to the millisecond, in UTC: ISO-8601 and its looser cousins,
 * the dates of RFC 822 and 1123, of C and of JavaScript, English long dates, and epochs in seconds
 * down to nanoseconds, which differ in size. What has two readings is refused: a time without a
 * zone, a day without a time, day and month in figures only. A weekday is not looked at.
 */
public final class SourceTimes {
  private static final String CLOCK =
      "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?"
          + "(?:\\s*(?<half>[AaPp])\\.?[Mm]\\b\\.?)?";
  private static final String WEEKDAY = "(?:\\p{L}{2,12}\\.?,?\\s+)?";
  private static final String NAMED_MONTH = "(?<name>[A-Za-z]{3,9})\\.?";
  private static final String ZONE = "\\s*(?<zone>\\S.*)?";

  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              "(?<year>\\d{4})([-/])(?<month>\\d{2})\\2(?<day>\\d{2})(?:[Tt]|,?\\s+)"
                  + CLOCK
                  + ZONE),
          Pattern.compile(
              "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})[Tt](?<hour>\\d{2})(?<minute>\\d{2})"
                  + "(?:(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?"
                  + ZONE),
          Pattern.compile(
              WEEKDAY
                  + "(?<day>\\d{1,2})[\\s-]+"
                  + NAMED_MONTH
                  + "[\\s-]+(?<year>\\d{4}|\\d{2}),?\\s+(?:at\\s+)?"
                  + CLOCK
                  + ZONE),
          Pattern.compile(
              WEEKDAY
                  + NAMED_MONTH
                  + "\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4}),?\\s+(?:at\\s+)?"
                  + CLOCK
                  + ZONE),
          Pattern.compile(
              WEEKDAY
                  + NAMED_MONTH
                  + "\\s+(?<day>\\d{1,2})\\s+"
                  + CLOCK
                  + "(?:\\s+(?<zone>\\S+))?\\s+(?<year>\\d{4})"));

  private static final Pattern EPOCH = Pattern.compile("\\d{9,19}(?:\\.\\d{1,9})?");
  private static final Pattern COMMENT = Pattern.compile("\\s*\\([^()]{0,60}\\)$");
  private static final int LONGEST = 100;

  private static final BigDecimal LEAST_SECONDS = new BigDecimal("1e8");
  private static final BigDecimal SECONDS_OF_2200 = new BigDecimal("7258118400");

  private SourceTimes() {}

  /** The time that a text of a field names, or a refusal that says what was expected. */
  public static Reading<Instant> read(String field, String text) {
    String plain = text.strip();
    Optional<Instant> time = Optional.empty();
    if (plain.length() <= LONGEST) {
      time = EPOCH.matcher(plain).matches() ? epoch(new BigDecimal(plain)) : written(plain);
    }
    return time.map(Reading::accepted).orElseGet(() -> refused(field, Excerpt.of(text)));
  }

  /** The same of a number, a count of seconds, milli-, micro- or nanoseconds since 1970. */
  public static Reading<Instant> read(String field, BigDecimal number) {
    return epoch(number)
        .map(Reading::accepted)
        .orElseGet(() -> refused(field, Excerpt.of(number.toString())));
  }

  static Reading<Instant> refused(String field, String shown) {
    return Reading.rejected(
        RejectReason.BAD_DATE,
        field
            + ": "
            + shown
            + " is not a time without doubt; expected ISO-8601 or RFC 1123 with zone or offset, or"
            + " an epoch in seconds or milliseconds");
  }

  /** From 3 March 1973 to 2199 no number is a time in two units. */
  private static Optional<Instant> epoch(BigDecimal number) {
    for (int digits = 0; digits <= 9; digits += 3) {
      BigDecimal seconds = number.movePointLeft(digits);
      if (seconds.compareTo(LEAST_SECONDS) >= 0 && seconds.compareTo(SECONDS_OF_2200) < 0) {
        long millis = seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact();
        return Optional.of(Instant.ofEpochMilli(millis));
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> written(String text) {
    String bare = COMMENT.matcher(text).replaceFirst("");
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(bare);
      if (matcher.matches()) {
        return instant(matcher);
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(Matcher parts) {
    String zone = parts.group("zone");
    Integer month = month(parts);
    Integer hour = hour(parts);
    if (zone == null || month == null || hour == null) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.of(year(parts.group("year")), month, number(parts, "day"));
      boolean endOfDay = hour == 24 && number(parts, "minute") + number(parts, "second") == 0;
      LocalTime time =
          LocalTime.of(
              endOfDay ? 0 : hour, number(parts, "minute"), number(parts, "second"), nanos(parts));
      return SourceZones.offset(zone, day.plusDays(endOfDay ? 1 : 0).atTime(time))
          .map(offset -> millis(day.plusDays(endOfDay ? 1 : 0).atTime(time), offset));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant millis(LocalDateTime local, ZoneOffset offset) {
    return Instant.ofEpochMilli(local.toInstant(offset).toEpochMilli());
  }

  /** Two figures as RFC 2822 has them: up to 49 it is this century. */
  private static int year(String figures) {
    int year = Integer.parseInt(figures);
    return figures.length() > 2 ? year : year + (year < 50 ? 2_000 : 1_900);
  }

  private static @Nullable Integer month(Matcher parts) {
    if (!has(parts, "name")) {
      return number(parts, "month");
    }
    String name = parts.group("name").toLowerCase(Locale.ROOT);
    for (Month month : Month.values()) {
      if (month.name().toLowerCase(Locale.ROOT).startsWith(name)) {
        return month.getValue();
      }
    }
    return null;
  }

  private static @Nullable Integer hour(Matcher parts) {
    int hour = number(parts, "hour");
    String half = has(parts, "half") ? parts.group("half") : null;
    if (half == null) {
      return hour;
    }
    return hour < 1 || hour > 12 ? null : hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
  }

  private static int nanos(Matcher parts) {
    String fraction = parts.group("fraction");
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static int number(Matcher parts, String group) {
    String figures = parts.group(group);
    return figures == null ? 0 : Integer.parseInt(figures);
  }

  private static boolean has(Matcher parts, String group) {
    return parts.pattern().pattern().contains("(?<" + group + ">") && parts.group(group) != null;
  }
}
