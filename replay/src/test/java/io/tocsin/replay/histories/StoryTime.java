package io.tocsin.replay.histories;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of a history as people write them: days and hours since it began, {@code 3d 08:30}. */
final class StoryTime {

  /** When every history begins: a Friday. */
  static final Instant BEGINNING = Instant.parse("2022-02-04T00:00:00Z");

  private static final Pattern FORM = Pattern.compile("(\\d+)d (\\d\\d):(\\d\\d)(?::(\\d\\d))?");

  private StoryTime() {}

  static Instant parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("time is " + text + ", expected one such as 3d 08:30");
    }
    int seconds = form.group(4) == null ? 0 : Integer.parseInt(form.group(4));
    return BEGINNING
        .plus(Duration.ofDays(Long.parseLong(form.group(1))))
        .plus(Duration.ofHours(Integer.parseInt(form.group(2))))
        .plus(Duration.ofMinutes(Integer.parseInt(form.group(3))))
        .plusSeconds(seconds);
  }

  static String format(long millis) {
    Duration since = Duration.between(BEGINNING, Instant.ofEpochMilli(millis));
    String text =
        String.format(
            Locale.ROOT,
            "%dd %02d:%02d",
            since.toDays(),
            since.toHoursPart(),
            since.toMinutesPart());
    return since.toSecondsPart() == 0
        ? text
        : String.format(Locale.ROOT, "%s:%02d", text, since.toSecondsPart());
  }
}
