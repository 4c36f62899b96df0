package io.tocsin.alerts.explain;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.Decision;
import io.tocsin.alerts.core.detect.DecisionCheck;
import io.tocsin.alerts.core.detect.ScopeWords;
import io.tocsin.alerts.core.detect.Wording;
import io.tocsin.alerts.wire.AlertRecords;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.Evidence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The life of an alert in plain words: each event with what was counted, what was expected, how
 * probable that is and whether the same formulas give the same today; then the reports that it
 * stands on, with the matched words marked.
 *
 * @param text lines for a terminal; of what came in posts, control characters are shown as {@code
 *     ·}
 * @param agrees whether every decision, computed again from its event alone, is what it says, and
 *     those that opened an alert ring
 */
public record Explanation(String text, boolean agrees) {

  private static final MathContext DIGITS = new MathContext(3);
  private static final String INDENT = "   ";
  private static final int LONGEST_TEXT = 400;

  /**
   * Explains an alert.
   *
   * @param events all its events, in order; not empty
   */
  public static Explanation of(List<AlertEvent> events) {
    Alert alert = events.get(events.size() - 1).getAlert();
    List<String> lines = new ArrayList<>(head(alert, events.size()));
    boolean agrees = true;
    for (AlertEvent event : events) {
      Told told = told(event);
      agrees &= told.agrees();
      lines.add("");
      lines.addAll(told.lines());
    }
    lines.add("");
    lines.addAll(reports(alert));
    return new Explanation(String.join("\n", lines) + "\n", agrees);
  }

  private record Told(List<String> lines, boolean agrees) {}

  private static List<String> head(Alert alert, int events) {
    Instant ended = alert.getEndedAt();
    return List.of(
        clean(
            "%s: %s%s %s%s"
                .formatted(
                    alert.getAlertId(),
                    alert.getRuleId(),
                    ScopeWords.written(alert.getScope(), alert.getScopeName()),
                    alert.getStatus().toString().toLowerCase(Locale.ROOT),
                    alert.getSeverity().isEmpty() ? "" : ", " + alert.getSeverity())),
        clean(alert.getSummary()),
        "onset %s, opened %s%s, %d events, at most %d reports at once"
            .formatted(
                minute(alert.getOnsetAt()),
                second(alert.getOpenedAt()),
                ended == null ? "" : ", ended " + second(ended),
                events,
                alert.getPeak()),
        clean(
            "rule %s version %d, hash %s"
                .formatted(alert.getRuleId(), alert.getRuleVersion(), alert.getRuleHash())));
  }

  private static Told told(AlertEvent event) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d  %s at %s".formatted(event.getSequence(), event.getType(), second(event.getAt())));
    lines.add(INDENT + clean(event.getReason()));
    if (event.getType() == AlertEventType.RETRACTED) {
      lines.add(INDENT + "the numbers are those of the event before");
    }
    boolean agrees = false;
    try {
      Decision decision = AlertRecords.plain(event.getAlert().getDecision());
      lines.add(INDENT + counted(decision));
      lines.add(INDENT + expected(decision));
      lines.add(INDENT + ringing(decision));
      DecisionCheck check = DecisionCheck.of(decision);
      agrees = check.agreesWith(decision) && (check.rings() || !rings(event));
      lines.add(INDENT + computed(decision, check) + (agrees ? "agrees" : "DOES NOT AGREE"));
    } catch (IllegalArgumentException impossible) {
      lines.add(INDENT + "computed again: IT CANNOT BE: " + impossible.getMessage());
    }
    return new Told(lines, agrees);
  }

  /** Whether it says that something rang, which its numbers must bear out. */
  private static boolean rings(AlertEvent event) {
    return event.getType() == AlertEventType.OPENED || event.getType() == AlertEventType.REOPENED;
  }

  private static String counted(Decision decision) {
    Rule.CountBy countBy = decision.asked().countBy();
    String posts = countBy == Rule.CountBy.POST ? "" : " (%d posts)".formatted(decision.posts());
    String sources =
        countBy == Rule.CountBy.SOURCE
            ? ""
            : " from %d sources".formatted(decision.sources().size());
    return clean(
        "counted: %d %s%s%s in %s: %s"
            .formatted(
                decision.observed(),
                nouns(decision),
                posts,
                sources,
                length(decision.windowMillis()),
                String.join(", ", decision.sources())));
  }

  private static String nouns(Decision decision) {
    return Wording.noun(decision.asked().countBy()) + "s";
  }

  private static String expected(Decision decision) {
    Decision.Ratio ratio = decision.ratio();
    return ratio == null ? forecast(decision) : reference(decision, ratio);
  }

  private static String forecast(Decision decision) {
    String what = decision.asked().countBy() == Rule.CountBy.VOICE ? "reports" : nouns(decision);
    return "expected: %s, from a rate like %s %s in %s%s; counts vary %s times as much as those of chance"
        .formatted(
            number(decision.expected()),
            number(decision.forecastShape()),
            what,
            length(Math.round(decision.forecastExposureMillis())),
            usual(decision.windowFactor()),
            number(decision.dispersion()));
  }

  private static String usual(double factor) {
    return factor == 1
        ? ""
        : ", times %s for the hour, the weekday and how much is published"
            .formatted(number(factor));
  }

  private static String reference(Decision decision, Decision.Ratio ratio) {
    return "compared: as a ratio, with the %d %s of the %s before%s"
        .formatted(
            ratio.reference(),
            nouns(decision),
            length(decision.windowMillis()),
            ratio.reference() < ratio.thresholdRef()
                ? ", taken as " + ratio.thresholdRef() + " (thresholdRef)"
                : "");
  }

  private static String ringing(Decision decision) {
    Decision.Ratio ratio = decision.ratio();
    return (ratio == null ? probable(decision) : risen(decision, ratio)) + floors(decision);
  }

  private static String probable(Decision decision) {
    return "probability of %d or more when nothing happens: %s; it rings at %s or less, which is from %d on"
        .formatted(
            decision.observed(),
            number(decision.probability()),
            number(decision.significance()),
            decision.threshold());
  }

  private static String risen(Decision decision, Decision.Ratio ratio) {
    return "%s times as many (spikeHeight) and at least %d (thresholdCur) ring, which is from %d on"
        .formatted(number(ratio.spikeHeight()), ratio.thresholdCur(), decision.threshold());
  }

  /** Release 0.1.0 did not tell them. */
  private static String floors(Decision decision) {
    Decision.Asked asked = decision.asked();
    return asked.minimumVoices() == 0
        ? ""
        : "; never below %d %s from %d sources"
            .formatted(asked.minimumVoices(), nouns(decision), asked.minimumSources());
  }

  private static String computed(Decision decision, DecisionCheck check) {
    return decision.ratio() == null
        ? "computed again: %s expected, probability %s: "
            .formatted(number(check.expected()), number(check.probability()))
        : "computed again: compared with %s, it %s: "
            .formatted(number(check.expected()), check.rings() ? "rings" : "does not ring");
  }

  private static List<String> reports(Alert alert) {
    List<String> lines = new ArrayList<>();
    lines.add("the reports that it stands on, copies of one story under one number:");
    for (Evidence evidence : alert.getEvidence()) {
      lines.add(
          INDENT
              + clean(
                  "%d  %s  %s  %s"
                      .formatted(
                          evidence.getVoice() + 1,
                          second(evidence.getMentionedAt()),
                          evidence.getSource(),
                          evidence.getTitle())));
      lines.add(
          INDENT
              + INDENT
              + clean(EvidenceText.marked(evidence, "[", "]"))
              + EvidenceText.contexts(evidence));
      lines.add(INDENT + INDENT + clean(address(evidence)));
    }
    return lines;
  }

  private static String address(Evidence evidence) {
    @Nullable String url = evidence.getUrl();
    return evidence.getPostKey()
        + " revision "
        + evidence.getRevision()
        + (url == null ? "" : "  " + url);
  }

  private static String clean(String text) {
    return EvidenceText.harmless(text, LONGEST_TEXT);
  }

  private static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.toPlainString() : rounded.toString();
  }

  private static String length(long millis) {
    Duration length = Duration.ofMillis(millis);
    if (length.toDays() >= 2) {
      return number(millis / (double) Duration.ofDays(1).toMillis()) + " d";
    }
    return length.toHours() >= 1
        ? number(millis / (double) Duration.ofHours(1).toMillis()) + " h"
        : number(millis / (double) Duration.ofMinutes(1).toMillis()) + " min";
  }

  private static String minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static String second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
