package io.tocsin.dashboard;

import io.tocsin.dashboard.core.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of an address, each given at most once. */
final class Parameters {
  private static final int LONGEST = 1_000;
  private static final int SHOWN = 40;

  private final Map<String, List<String>> given;

  private Parameters(Map<String, List<String>> given) {
    this.given = given;
  }

  /**
   * Reads them.
   *
   * @param names those that are known
   * @throws ApiProblem if one is unknown, given twice or too long
   */
  static Parameters of(Map<String, List<String>> given, Set<String> names) {
    given.forEach((name, values) -> check(name, values, names));
    return new Parameters(given);
  }

  private static void check(String name, List<String> values, Set<String> names) {
    if (!names.contains(name)) {
      String known = names.stream().sorted().collect(Collectors.joining(", "));
      throw malformed(name, "unknown", known);
    }
    if (values.size() != 1 || values.get(0).length() > LONGEST) {
      throw malformed(name, "given " + values.size() + " times", "once, at most 1000 characters");
    }
  }

  /** A text, if it is given. */
  Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name)).map(values -> values.get(0));
  }

  /** A text. */
  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /** A text that must be there. */
  String required(String name, String expected) {
    String text = text(name, "");
    if (text.isEmpty()) {
      throw malformed(name, "", expected);
    }
    return text;
  }

  /** A whole number from 1 on. */
  int number(String name, int otherwise, int most) {
    String text = text(name, String.valueOf(otherwise));
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > most || text.matches("0+")) {
      throw malformed(name, text, "a whole number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  /** Yes or no. */
  boolean flag(String name, boolean otherwise) {
    String text = text(name, String.valueOf(otherwise));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw malformed(name, text, "true or false");
    };
  }

  /** Several of the constants of a type, joined by commas. */
  <E extends Enum<E>> Set<String> several(String name, Class<E> type) {
    Set<String> known =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.toSet());
    Set<String> several = new LinkedHashSet<>();
    String text = text(name, "");
    for (String one : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      if (!known.contains(one)) {
        String names = known.stream().sorted().collect(Collectors.joining(", "));
        throw malformed(name, one, "one of " + names + ", or several, joined by commas");
      }
      several.add(one);
    }
    return several;
  }

  /**
   * The range that {@code from} and {@code to} name; without one of them it is open to that side.
   */
  TimeRange range() {
    Instant from = time("from").orElse(TimeRange.EARLIEST);
    Instant to = time("to").orElse(TimeRange.LATEST);
    if (!from.isBefore(to)) {
      throw malformed("from", text("from", from.toString()), "a time before to, " + to);
    }
    return new TimeRange(from, to);
  }

  private Optional<Instant> time(String name) {
    return text(name).map(text -> instant(name, text));
  }

  private static Instant instant(String name, String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(TimeRange.EARLIEST) && !time.isAfter(TimeRange.LATEST)) {
        return time;
      }
    } catch (DateTimeException noTime) {
      // told below
    }
    throw malformed(
        name, text, "a time from 1970 to 9999 in ISO-8601 with its zone: 2026-03-01T10:00:00Z");
  }

  /** What is wrong with a value. */
  static ApiProblem malformed(String name, String value, String expected) {
    String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return new ApiProblem(
        ApiProblem.Kind.MALFORMED, name + ": \"" + shown + "\"; expected " + expected);
  }
}
