package io.tocsin.alerts.core.detect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;

/** Says decisions in plain words. */
final class Wording {

  private static final Map<String, String> COUNTRIES = CountryNames.load();
  private static final BigDecimal LEAST = new BigDecimal("0.1");

  private Wording() {}

  /** One sentence about a window: what was counted, where, and what could be expected. */
  static String summary(RuleScope key, Reading reading) {
    return key.ruleId()
        + ": "
        + reports(reading.voices())
        + " from "
        + counted(reading.tally().sources().size(), "source")
        + where(key.scope())
        + " in "
        + length(reading.windowMillis())
        + "; "
        + expected(reading.threshold().prediction().mean())
        + " expected";
  }

  /** What made it ring. */
  static String ringing(Reading reading) {
    return reports(reading.voices())
        + " in "
        + length(reading.windowMillis())
        + " where "
        + expected(reading.threshold().prediction().mean())
        + " can be expected; it rings from "
        + reading.threshold().count()
        + " on";
  }

  /** What is left of an alert's ground when that is too little. */
  static String groundLost(
      String postKey, String verb, Voices.Tally left, int voices, int sources) {
    return "post "
        + postKey
        + " was "
        + verb
        + ": "
        + reports(left.voices())
        + " from "
        + counted(left.sources().size(), "source")
        + (left.voices() == 1 ? " is" : " are")
        + " left, and it takes "
        + voices
        + " from "
        + sources;
  }

  static String reports(int voices) {
    return counted(voices, "independent report");
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String where(String scope) {
    return switch (scope) {
      case "" -> "";
      case "unknown" -> " naming no country";
      default -> " on " + COUNTRIES.getOrDefault(scope, scope);
    };
  }

  /** A length of time in its largest whole unit. */
  static String length(long millis) {
    Duration length = Duration.ofMillis(millis);
    if (length.toDays() > 1 && length.equals(Duration.ofDays(length.toDays()))) {
      return length.toDays() + " d";
    }
    if (length.toHours() > 0 && length.equals(Duration.ofHours(length.toHours()))) {
      return length.toHours() + " h";
    }
    if (length.toMinutes() > 0 && length.equals(Duration.ofMinutes(length.toMinutes()))) {
      return length.toMinutes() + " min";
    }
    return millis + " ms";
  }

  /** An expected count with one decimal, without any above ten. */
  static String expected(double mean) {
    BigDecimal rounded = new BigDecimal(mean).setScale(mean < 10 ? 1 : 0, RoundingMode.HALF_UP);
    return rounded.compareTo(LEAST) < 0 ? "under " + LEAST : rounded.toPlainString();
  }
}
