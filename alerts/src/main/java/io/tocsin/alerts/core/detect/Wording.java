package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says decisions in plain words. */
public final class Wording {

  private static final BigDecimal LEAST = new BigDecimal("0.1");

  private Wording() {}

  /**
   * One sentence about a window: what was counted, where, and what could be expected.
   *
   * @param scopeName what the scope is called, null where that is not known
   */
  static String summary(RuleScope key, @Nullable String scopeName, Reading reading) {
    return key.ruleId()
        + ": "
        + counted(reading.observed(), noun(reading.countBy()))
        + behind(reading)
        + ScopeWords.where(key.scope(), scopeName)
        + " in "
        + length(reading.windowMillis())
        + "; "
        + standard(reading);
  }

  private static String behind(Reading reading) {
    return reading.countBy() == Rule.CountBy.SOURCE
        ? " with " + counted(reading.tally().posts(), "post")
        : " from " + counted(reading.tally().sourceCount(), "source");
  }

  private static String standard(Reading reading) {
    return reading.bar() instanceof RatioBar bar
        ? bar.reference() + " " + before(reading)
        : expected(reading.bar().expected()) + " expected";
  }

  private static String before(Reading reading) {
    return "in the " + length(reading.windowMillis()) + " before";
  }

  /** What made it ring. */
  static String ringing(Reading reading) {
    return counted(reading.observed(), noun(reading.countBy()))
        + " in "
        + length(reading.windowMillis())
        + " where "
        + (reading.bar() instanceof RatioBar bar
            ? bar.reference() + " came " + before(reading)
            : expected(reading.bar().expected()) + " can be expected")
        + "; it rings from "
        + reading.bar().count()
        + " on";
  }

  /** What is left of an alert's ground when that is too little. */
  static String groundLost(String postKey, String verb, Rule rule, Voices.Tally left) {
    int count = Reading.count(rule.countBy(), left);
    return "post "
        + postKey
        + " was "
        + verb
        + ": "
        + counted(count, noun(rule.countBy()))
        + (rule.countBy() == Rule.CountBy.SOURCE
            ? ""
            : " from " + counted(left.sourceCount(), "source"))
        + (count == 1 ? " is" : " are")
        + " left, and it takes "
        + RuleLimits.floor(rule)
        + " from "
        + rule.minimum().sources();
  }

  /** Why texts are gone. */
  static String erased(String postKey) {
    return "post " + postKey + " was erased by its source: its texts are taken out";
  }

  /** What one of a count is called. */
  public static String noun(Rule.CountBy countBy) {
    return switch (countBy) {
      case VOICE -> "independent report";
      case POST -> "post";
      case SOURCE -> "source";
    };
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
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
