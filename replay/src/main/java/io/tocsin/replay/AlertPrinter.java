package io.tocsin.replay;

import io.tocsin.alerts.core.detect.ScopeWords;
import io.tocsin.alerts.explain.EvidenceText;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.Decision;
import io.tocsin.avro.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Puts an alert event into two lines for a terminal: when, what, which rule, where, observed
 * against expected, the first digits of its id; then one post that it stands on, the matched words
 * between asterisks. Pure: same event, same text.
 */
public final class AlertPrinter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int EXCERPT = 150;
  private static final int LONGEST_SCOPE = 250;
  private static final int ID_DIGITS = 8;

  private AlertPrinter() {}

  /** The event as text without a line end behind it. */
  public static String print(AlertEvent event) {
    Alert alert = event.getAlert();
    String head =
        String.format(
            Locale.ROOT,
            "%s  %-9s %s%s%s  %s  %s",
            TIME.format(event.getAt()),
            event.getType(),
            alert.getRuleId(),
            where(alert),
            alert.getSeverity().isEmpty() ? "" : " [" + alert.getSeverity() + "]",
            numbers(alert.getDecision()),
            beginning(alert.getAlertId()));
    String reason = event.getReason().isBlank() ? "" : "\n    " + event.getReason();
    return head + reason + newest(alert.getEvidence());
  }

  private static String beginning(String id) {
    return id.substring(0, Math.min(ID_DIGITS, id.length()));
  }

  private static String where(Alert alert) {
    String scope = ScopeWords.written(alert.getScope(), alert.getScopeName());
    return scope.isEmpty() ? "" : " " + EvidenceText.harmless(scope, LONGEST_SCOPE);
  }

  private static String numbers(Decision decision) {
    return String.format(
        Locale.ROOT,
        "%d %ss in %s, %s expected, rings at %d",
        decision.getObserved(),
        decision.getCountBy().name().toLowerCase(Locale.ROOT),
        length(Duration.ofMillis(decision.getWindowMillis())),
        expected(decision.getExpected()),
        decision.getThreshold());
  }

  private static String expected(double mean) {
    return mean < 0.01 ? "<0.01" : String.format(Locale.ROOT, "%.2f", mean);
  }

  private static String length(Duration window) {
    return window.toMinutes() % 60 == 0 && window.toMinutes() > 0
        ? window.toHours() + "h"
        : window.toMinutes() + "m";
  }

  private static String newest(List<Evidence> evidence) {
    return evidence.stream()
        .max(Comparator.comparing(Evidence::getMentionedAt).thenComparing(Evidence::getPostKey))
        .map(AlertPrinter::line)
        .orElse("");
  }

  private static String line(Evidence post) {
    Instant at = post.getMentionedAt();
    String text =
        post.getExcerpt().isBlank() ? post.getTitle() : EvidenceText.marked(post, "*", "*");
    return "\n    "
        + CLOCK.format(at)
        + " "
        + post.getSource()
        + EvidenceText.contexts(post)
        + ": "
        + EvidenceText.harmless(text, EXCERPT);
  }
}
