package io.tocsin.schemas.silences;

import io.tocsin.avro.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a silence must be like, and what it means. Times are those of the wall clock. */
public final class SilenceTerms {
  /** The longest from start to end. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** The farthest start. */
  public static final Duration FARTHEST = Duration.ofDays(90);

  /** Characters of the author, at most. */
  public static final int LONGEST_AUTHOR = 100;

  /** Characters of the comment, at most. */
  public static final int LONGEST_COMMENT = 500;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern NAME = Pattern.compile("\\P{Cc}{0,300}");
  private static final Pattern LINE = Pattern.compile("\\P{Cc}*");

  private SilenceTerms() {}

  /** All that is wrong with it, each with field, value and what was expected. */
  public static List<String> problems(Silence silence) {
    List<String> problems = new ArrayList<>();
    if (!ID.matcher(silence.getSilenceId()).matches()) {
      problems.add(
          "silenceId: \"%s\"; expected 1 to 64 letters, digits and dashes"
              .formatted(silence.getSilenceId()));
    }
    checkMatchers(silence, problems);
    checkTimes(silence, problems);
    checkText("author", silence.getAuthor(), LONGEST_AUTHOR, problems);
    checkText("comment", silence.getComment(), LONGEST_COMMENT, problems);
    return problems;
  }

  private static void checkMatchers(Silence silence, List<String> problems) {
    if (matchers(silence).allMatch(Objects::isNull)) {
      problems.add("no matcher; expected at least one of ruleId, scope, alertId, severity");
    }
    checkName("ruleId", silence.getRuleId(), problems);
    checkName("scope", silence.getScope(), problems);
    checkName("alertId", silence.getAlertId(), problems);
    checkName("severity", silence.getSeverity(), problems);
  }

  private static Stream<@Nullable String> matchers(Silence silence) {
    return Stream.of(
        silence.getRuleId(), silence.getScope(), silence.getAlertId(), silence.getSeverity());
  }

  private static void checkName(String field, @Nullable String value, List<String> problems) {
    boolean mayBeEmpty = field.equals("scope");
    if (value != null && (!NAME.matcher(value).matches() || (value.isEmpty() && !mayBeEmpty))) {
      problems.add(
          "%s: \"%s\"; expected %d to 300 characters, none of them control characters"
              .formatted(field, value, mayBeEmpty ? 0 : 1));
    }
  }

  private static void checkTimes(Silence silence, List<String> problems) {
    Instant starts = silence.getStartsAt();
    Instant ends = silence.getEndsAt();
    if (!ends.isAfter(starts) || ends.isAfter(starts.plus(LONGEST))) {
      problems.add(
          "endsAt: %s; expected after startsAt (%s) and at most %d days after it"
              .formatted(ends, starts, LONGEST.toDays()));
    }
    if (starts.isAfter(silence.getCreatedAt().plus(FARTHEST))) {
      problems.add(
          "startsAt: %s; expected at most %d days from now".formatted(starts, FARTHEST.toDays()));
    }
  }

  private static void checkText(String field, String value, int longest, List<String> problems) {
    if (value.length() > longest || !LINE.matcher(value).matches()) {
      problems.add(
          "%s: %d characters; expected a line of at most %d"
              .formatted(field, value.length(), longest));
    }
  }

  /** Whether it has begun and is not over. */
  public static boolean isOn(Silence silence, Instant now) {
    return !now.isBefore(silence.getStartsAt()) && !isOver(silence, now);
  }

  /** Whether it is over. */
  public static boolean isOver(Silence silence, Instant now) {
    return !now.isBefore(silence.getEndsAt());
  }

  /** Whether it is about that alert, at whatever time. */
  public static boolean isAbout(Silence silence, AlertTraits alert) {
    return agrees(silence.getRuleId(), alert.ruleId())
        && agrees(silence.getScope(), alert.scope())
        && agrees(silence.getAlertId(), alert.alertId())
        && agrees(silence.getSeverity(), alert.severity());
  }

  private static boolean agrees(@Nullable String wanted, String found) {
    return wanted == null || wanted.equals(found);
  }
}
