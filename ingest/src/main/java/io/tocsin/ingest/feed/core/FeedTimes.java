package io.tocsin.ingest.feed.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times of feeds in all the forms that are met: RFC 822 with and without its weekday, ISO
 * 8601 in its long and short form, epoch seconds and milliseconds, {@code asctime}, American and
 * European dates with the month as a word of several languages, {@code 11.02.2022}. A weekday is
 * not looked at, since it may be wrong. Dates of which day and month could be exchanged ({@code
 * 11/02/2022}) are not read, nor are zones whose letters mean several ({@code IST}): such a time
 * counts as one without a zone.
 */
final class FeedTimes {
  private static final int LONGEST = 100;
  private static final Pattern SECONDS = Pattern.compile("\\d{9,10}");
  private static final Pattern MILLIS = Pattern.compile("\\d{12,13}");
  private static final Pattern COMPACT =
      Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:T?(\\d{2})(\\d{2})(\\d{2})?(.*))?");
  private static final Pattern TIME =
      Pattern.compile(
          "(?:^|[T ,])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?\\s*([AaPp]\\.?[Mm]\\b\\.?)?");
  private static final Pattern ISO_DATE =
      Pattern.compile("\\b(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
  private static final Pattern DOTTED_DATE =
      Pattern.compile("\\b(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})\\b");
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?[ -](?:de )?(\\p{L}{3,})\\.?[ -](?:de )?(\\d{4}|\\d{2})\\b");
  private static final Pattern MONTH_FIRST =
      Pattern.compile("(\\p{L}{3,})\\.? (\\d{1,2})(?:st|nd|rd|th)?,?(?: | .* )(\\d{4})\\b");
  private static final Pattern OFFSET =
      Pattern.compile("(?:UTC|GMT|UT|Z)?\\s?([-+−])(\\d{1,2}):?(\\d{2})?\\b.*");
  private static final Map<String, Integer> MONTHS = months();

  /** Hours of letters that mean one zone; RFC 822's, and those of Europe, Japan and Australia. */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("Z", 0),
          Map.entry("UT", 0),
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("WET", 0),
          Map.entry("BST", 1),
          Map.entry("WEST", 1),
          Map.entry("CET", 1),
          Map.entry("MEZ", 1),
          Map.entry("CEST", 2),
          Map.entry("MESZ", 2),
          Map.entry("EET", 2),
          Map.entry("EEST", 3),
          Map.entry("MSK", 3),
          Map.entry("JST", 9),
          Map.entry("AEST", 10),
          Map.entry("AEDT", 11),
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("CST", -6),
          Map.entry("CDT", -5),
          Map.entry("MST", -7),
          Map.entry("MDT", -6),
          Map.entry("PST", -8),
          Map.entry("PDT", -7));

  private FeedTimes() {}

  /**
   * The time that a text means.
   *
   * @param zone where it names none
   * @return empty where it is no time that is read here
   */
  static Optional<FeedTime> parse(@Nullable String text, ZoneId zone) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    String value = text.replaceAll("\\(.*\\)", " ").replaceAll("[\\s\\u00a0]+", " ").strip();
    try {
      return Optional.ofNullable(read(value, zone));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private static @Nullable FeedTime read(String value, ZoneId zone) {
    if (SECONDS.matcher(value).matches()) {
      return new FeedTime(Instant.ofEpochSecond(Long.parseLong(value)), false);
    }
    if (MILLIS.matcher(value).matches()) {
      return new FeedTime(Instant.ofEpochMilli(Long.parseLong(value)), false);
    }
    Matcher compact = COMPACT.matcher(value);
    return compact.matches() ? compact(compact, zone) : written(value, zone);
  }

  private static FeedTime compact(Matcher parts, ZoneId zone) {
    LocalDate date = date(parts.group(1), number(parts.group(2)), parts.group(3));
    if (parts.group(4) == null) {
      return at(date.atStartOfDay(), "", zone);
    }
    int second = parts.group(6) == null ? 0 : number(parts.group(6));
    LocalTime time = LocalTime.of(number(parts.group(4)), number(parts.group(5)), second);
    return at(date.atTime(time), parts.group(7), zone);
  }

  private static @Nullable FeedTime written(String value, ZoneId zone) {
    Matcher time = TIME.matcher(value);
    if (!time.find()) {
      LocalDate date = date(value);
      return date == null ? null : at(date.atStartOfDay(), "", zone);
    }
    LocalDate date = date(value.substring(0, time.start()) + " " + value.substring(time.end()));
    return date == null ? null : at(date.atTime(time(time)), value.substring(time.end()), zone);
  }

  private static LocalTime time(Matcher parts) {
    int hour = number(parts.group(1));
    if (parts.group(5) != null) {
      boolean afternoon = parts.group(5).toLowerCase(Locale.ROOT).startsWith("p");
      hour = hour % 12 + (afternoon ? 12 : 0);
    }
    int second = parts.group(3) == null ? 0 : Math.min(59, number(parts.group(3)));
    String fraction = parts.group(4) == null ? "" : parts.group(4);
    int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
    return LocalTime.of(hour, number(parts.group(2)), second, nanos);
  }

  private static @Nullable LocalDate date(String value) {
    Matcher iso = ISO_DATE.matcher(value);
    if (iso.find()) {
      return date(iso.group(1), number(iso.group(2)), iso.group(3));
    }
    Matcher dotted = DOTTED_DATE.matcher(value);
    if (dotted.find()) {
      return date(dotted.group(3), number(dotted.group(2)), dotted.group(1));
    }
    Matcher dayFirst = DAY_FIRST.matcher(value);
    if (dayFirst.find() && month(dayFirst.group(2)) != null) {
      return date(dayFirst.group(3), month(dayFirst.group(2)), dayFirst.group(1));
    }
    return monthFirst(value);
  }

  private static @Nullable LocalDate monthFirst(String value) {
    Matcher parts = MONTH_FIRST.matcher(value);
    int from = 0;
    while (parts.find(from)) {
      if (month(parts.group(1)) != null) {
        return date(parts.group(3), month(parts.group(1)), parts.group(2));
      }
      from = parts.end(1);
    }
    return null;
  }

  private static @Nullable Integer month(String word) {
    return MONTHS.get(word.toLowerCase(Locale.ROOT));
  }

  private static LocalDate date(String year, @Nullable Integer month, String day) {
    int value = number(year);
    int full = year.length() > 2 ? value : value + (value < 70 ? 2000 : 1900);
    return LocalDate.of(full, month == null ? 0 : month, number(day));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static FeedTime at(LocalDateTime local, String rest, ZoneId zone) {
    return offset(rest.strip())
        .map(offset -> new FeedTime(local.toInstant(offset), false))
        .orElseGet(() -> new FeedTime(local.atZone(zone).toInstant(), true));
  }

  private static Optional<ZoneOffset> offset(String rest) {
    Matcher numeric = OFFSET.matcher(rest);
    if (numeric.matches()) {
      int minutes = numeric.group(3) == null ? 0 : number(numeric.group(3));
      int sum = number(numeric.group(2)) * 60 + minutes;
      return Optional.of(
          ZoneOffset.ofTotalSeconds((numeric.group(1).equals("+") ? sum : -sum) * 60));
    }
    String letters = rest.split("[^\\p{L}]", 2)[0].toUpperCase(Locale.ROOT);
    return Optional.ofNullable(ZONES.get(letters)).map(ZoneOffset::ofHours);
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>();
    for (String language : List.of("en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk")) {
      for (Month month : Month.values()) {
        for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
          String name = month.getDisplayName(style, Locale.forLanguageTag(language));
          months.putIfAbsent(name.toLowerCase(Locale.ROOT).replace(".", ""), month.getValue());
        }
      }
    }
    months.put("sept", 9);
    return Map.copyOf(months);
  }
}
