package io.tocsin.deliver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.Evidence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Alerts as Alertmanager's API takes them. What tells one alert from another is in the labels, and
 * they stay as they are as long as the alert lives; what changes is in the annotations.
 *
 * @param link to the page, which has the namespace of the alerts
 * @param labels put on every alert
 * @param resolveTimeout after it an alert that is not told again is over
 */
record AlertmanagerJson(AlertLink link, Map<String, String> labels, Duration resolveTimeout) {
  private static final int MOST_POSTS = 5;
  private static final int LONGEST = 1_000;
  private static final String UNFIT = "[^a-zA-Z0-9_]";

  AlertmanagerJson {
    labels = Map.copyOf(labels);
  }

  /** The alert; at the time of sending, in which an open one ends unless it is told again. */
  ObjectNode of(Alert alert, String reason, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json.putObject("labels"), labelsOf(alert));
    put(json.putObject("annotations"), annotationsOf(alert, reason));
    Instant start = earlier(alert.getOpenedAt(), now);
    json.put("startsAt", start.toString());
    json.put("endsAt", end(alert, start, now).toString());
    json.put("generatorURL", link.of(alert.getAlertId()));
    return json;
  }

  /** An end in the future counts as none, and one before the start is refused. */
  private Instant end(Alert alert, Instant start, Instant now) {
    Instant ended = alert.getEndedAt();
    if (alert.getStatus() == AlertStatus.OPEN || ended == null) {
      return now.plus(resolveTimeout);
    }
    Instant past = earlier(ended, now);
    return past.isAfter(start) ? past : start;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Map<String, String> labelsOf(Alert alert) {
    Map<String, String> all = new TreeMap<>();
    alert.getLabels().forEach((name, value) -> all.put(labelName(name), value));
    all.putAll(labels);
    all.put("alertname", alert.getRuleId());
    all.put("alert_id", alert.getAlertId());
    all.put("namespace", link.namespace());
    all.put("scope", alert.getScope());
    return all;
  }

  private static String labelName(String name) {
    String fit = name.replaceAll(UNFIT, "_");
    return fit.isEmpty() || Character.isDigit(fit.charAt(0)) ? "_" + fit : fit;
  }

  private static Map<String, String> annotationsOf(Alert alert, String reason) {
    Map<String, String> all = new TreeMap<>();
    all.put("summary", alert.getSummary());
    all.put("description", reason);
    all.put("severity", alert.getSeverity());
    all.put("status", alert.getStatus().name().toLowerCase(Locale.ROOT));
    String scopeName = alert.getScopeName();
    all.put("scope_name", scopeName == null ? "" : scopeName);
    all.put("sequence", Integer.toString(alert.getSequence()));
    all.put("observed", Integer.toString(alert.getDecision().getObserved()));
    all.put("expected", rounded(alert.getDecision().getExpected()));
    all.put("sources", String.join(", ", alert.getDecision().getSources()));
    all.put("evidence", evidence(alert.getEvidence()));
    return all;
  }

  private static String rounded(double number) {
    return BigDecimal.valueOf(number)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** The newest posts, a line each. */
  private static String evidence(List<Evidence> posts) {
    return posts.subList(Math.max(0, posts.size() - MOST_POSTS), posts.size()).stream()
        .map(post -> post.getSource() + ": " + post.getTitle())
        .collect(Collectors.joining("\n"));
  }

  /** Alertmanager takes an empty value for none. */
  private static void put(ObjectNode json, Map<String, String> texts) {
    texts.forEach(
        (name, text) -> {
          if (!text.isEmpty()) {
            json.put(name, shortened(text));
          }
        });
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
