package io.tocsin.deliver.core;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** What an answer over HTTP means for the event that was sent. */
public final class HttpVerdict {
  private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429);
  private static final int LONGEST_BODY = 200;

  private HttpVerdict() {}

  /**
   * The verdict: 2xx has it; 408, 425, 429 and all that is no 2xx, 3xx or 4xx may have it later;
   * the rest never, redirects among them, for we send nobody's alerts to where nobody said.
   *
   * @param body the beginning of the answer
   * @param retryAfter the header, empty if there is none
   * @param now for a header that names a date
   */
  public static Outcome of(int status, String body, Optional<String> retryAfter, Instant now) {
    int kind = status / 100;
    if (kind == 2) {
      return new Outcome.Delivered();
    }
    String detail = detail(status, body);
    if (kind == 3) {
      return new Outcome.Refused("redirected", detail + " (redirects are not followed)");
    }
    return kind == 4 && !TRY_AGAIN.contains(status)
        ? new Outcome.Refused("status-" + status, detail)
        : new Outcome.Failed(detail, retryAfter.map(text -> wish(text, now)).orElse(Duration.ZERO));
  }

  private static String detail(int status, String body) {
    String line = body.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    String shown =
        line.codePointCount(0, line.length()) <= LONGEST_BODY
            ? line
            : line.substring(0, line.offsetByCodePoints(0, LONGEST_BODY)) + "…";
    return "status " + status + (shown.isEmpty() ? "" : ": " + shown);
  }

  /** Seconds, or a date; anything else is not heard. */
  private static Duration wish(String retryAfter, Instant now) {
    String text = retryAfter.strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    } catch (DateTimeException unknown) {
      return Duration.ZERO;
    }
  }
}
