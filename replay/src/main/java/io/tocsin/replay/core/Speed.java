package io.tocsin.replay.core;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a history is sent.
 *
 * @param factor event time per wall time; infinite for as fast as it goes
 */
public record Speed(double factor) {

  /** As fast as it goes. */
  public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  /** As fast as it was. */
  public static final Speed REAL = new Speed(1);

  private static final Pattern TIMES = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)x");

  /**
   * Checks the factor.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Speed {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("speed " + factor + " is not positive");
    }
  }

  /**
   * Reads {@code real}, {@code max} or a factor such as {@code 60x}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Speed parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher times = TIMES.matcher(lower);
    if (lower.equals("max")) {
      return MAX;
    } else if (lower.equals("real")) {
      return REAL;
    } else if (times.matches() && Double.parseDouble(times.group(1)) > 0) {
      return new Speed(Double.parseDouble(times.group(1)));
    }
    throw new IllegalArgumentException(
        "speed is '" + text + "', expected real, max or a factor such as 60x");
  }

  /** Wall time that a stretch of event time takes; zero at full speed. */
  public Duration wallTime(Duration eventTime) {
    return Double.isInfinite(factor)
        ? Duration.ZERO
        : Duration.ofNanos((long) (eventTime.toMillis() * 1e6 / factor));
  }
}
