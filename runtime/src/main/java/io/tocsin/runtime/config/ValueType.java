package io.tocsin.runtime.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a configuration value becomes a value and text again.
 *
 * @param name what the documentation calls the type
 * @param expected what an error message says is expected, as in "expected a whole number"
 * @param parser text to value; throws {@link IllegalArgumentException} for text of another shape
 * @param printer value to the text that {@code parser} reads
 */
public record ValueType<T>(
    String name, String expected, Function<String, T> parser, Function<T, String> printer) {

  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d+)\\s*([A-Za-z]*)");
  private static final List<Unit> TIME_UNITS =
      List.of(
          new Unit("d", 86_400_000),
          new Unit("h", 3_600_000),
          new Unit("m", 60_000),
          new Unit("s", 1_000),
          new Unit("ms", 1));
  private static final List<Unit> SIZE_UNITS =
      List.of(
          new Unit("GiB", 1L << 30),
          new Unit("MiB", 1L << 20),
          new Unit("KiB", 1L << 10),
          new Unit("", 1));

  /** A unit and what it is worth in the smallest one; listed from the largest down. */
  private record Unit(String name, long worth) {}

  static ValueType<String> text() {
    return new ValueType<>("text", "text", Function.identity(), Function.identity());
  }

  static ValueType<Integer> integer() {
    return new ValueType<>("whole number", "a whole number", Integer::valueOf, String::valueOf);
  }

  static ValueType<Long> longInteger() {
    return new ValueType<>("whole number", "a whole number", Long::valueOf, String::valueOf);
  }

  static ValueType<Double> decimal() {
    return new ValueType<>(
        "number",
        "a number",
        text -> new BigDecimal(text).doubleValue(),
        value -> BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
  }

  static ValueType<Boolean> flag() {
    return new ValueType<>("true or false", "true or false", ValueType::parseFlag, String::valueOf);
  }

  static ValueType<Duration> duration() {
    return new ValueType<>(
        "duration",
        "a duration such as 200ms, 10s, 5m, 2h or 7d",
        ValueType::parseDuration,
        ValueType::printDuration);
  }

  static ValueType<Long> size() {
    return new ValueType<>(
        "size", "a size such as 900KiB or 8MiB", ValueType::parseSize, ValueType::printSize);
  }

  static ValueType<Path> path() {
    return new ValueType<>("path", "a path", Path::of, Path::toString);
  }

  static ValueType<URI> url() {
    return new ValueType<>(
        "URL", "a URL beginning with http:// or https://", ValueType::parseUrl, URI::toString);
  }

  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> constants) {
    String names =
        Arrays.stream(constants.getEnumConstants())
            .map(ValueType::lowerCase)
            .collect(Collectors.joining(" or "));
    return new ValueType<>(
        names,
        names,
        text -> Enum.valueOf(constants, text.toUpperCase(Locale.ROOT).replace('-', '_')),
        ValueType::lowerCase);
  }

  static ValueType<List<String>> list() {
    return new ValueType<>(
        "list",
        "texts separated by commas",
        text ->
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList(),
        parts -> String.join(",", parts));
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean parseFlag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Duration parseDuration(String text) {
    return Duration.ofMillis(parseQuantity(text, TIME_UNITS));
  }

  private static String printDuration(Duration duration) {
    return duration.isZero() ? "0s" : printQuantity(duration.toMillis(), TIME_UNITS);
  }

  private static long parseSize(String text) {
    return parseQuantity(text, SIZE_UNITS);
  }

  private static String printSize(long bytes) {
    return bytes == 0 ? "0" : printQuantity(bytes, SIZE_UNITS);
  }

  private static long parseQuantity(String text, List<Unit> units) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    Unit unit =
        units.stream()
            .filter(candidate -> candidate.name().equalsIgnoreCase(matcher.group(2)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(text));
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit.worth());
    } catch (ArithmeticException tooBig) {
      throw new IllegalArgumentException(text, tooBig);
    }
  }

  private static String printQuantity(long amount, List<Unit> units) {
    return units.stream()
        .filter(unit -> amount % unit.worth() == 0)
        .findFirst()
        .map(unit -> amount / unit.worth() + unit.name())
        .orElseThrow();
  }

  private static URI parseUrl(String text) {
    URI url = URI.create(text);
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null) {
      throw new IllegalArgumentException(text);
    }
    return url;
  }
}
