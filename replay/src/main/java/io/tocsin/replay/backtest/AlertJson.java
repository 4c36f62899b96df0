package io.tocsin.replay.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.detect.Alert;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.Decision;
import io.tocsin.alerts.core.detect.Evidence;
import io.tocsin.alerts.core.rules.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert event as one JSON object: what {@code AlertEvent.avsc} has, without levels where it has
 * them, times as ISO-8601. Equal events give equal text.
 */
public final class AlertJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertJson() {}

  /** The event in one line, without a line end. */
  public static String line(AlertEvent event) {
    return node(event).toString();
  }

  /** The event as an object. */
  public static ObjectNode node(AlertEvent event) {
    Alert alert = event.alert();
    ObjectNode node = JSON.createObjectNode();
    node.put("type", event.type().name()).put("alertId", event.alertId());
    node.put("ruleId", alert.ruleId()).put("scope", alert.scope());
    node.put("scopeName", alert.scopeName());
    putPoint(node, alert.scopePoint());
    node.put("at", time(event.at()));
    decide(node, alert.decision());
    node.put("severity", alert.severity()).put("sequence", event.sequence());
    node.put("eventId", event.eventId()).put("reason", event.reason());
    node.put("status", alert.status().name());
    node.put("onsetAt", time(alert.onsetAt())).put("openedAt", time(alert.openedAt()));
    node.put("updatedAt", time(alert.updatedAt()));
    node.put("endedAt", alert.endedAt().isPresent() ? time(alert.endedAt().getAsLong()) : null);
    node.put("peak", alert.peak()).put("summary", alert.summary());
    node.put("ruleVersion", alert.ruleVersion()).put("ruleHash", alert.ruleHash());
    ObjectNode labels = node.putObject("labels");
    new TreeMap<>(alert.labels()).forEach(labels::put);
    ArrayNode evidence = node.putArray("evidence");
    alert.evidence().forEach(post -> evidence.add(evidence(post)));
    return node;
  }

  private static void putPoint(ObjectNode node, @Nullable GeoPoint point) {
    node.put("scopeLatitude", point == null ? null : point.latitude());
    node.put("scopeLongitude", point == null ? null : point.longitude());
  }

  private static void decide(ObjectNode node, Decision decision) {
    node.put("window", Durations.format(Duration.ofMillis(decision.windowMillis())));
    node.put("observed", decision.observed()).put("expected", decision.expected());
    node.put("probability", decision.probability()).put("threshold", decision.threshold());
    node.put("significance", decision.significance()).put("posts", decision.posts());
    decision.sources().forEach(node.putArray("sources")::add);
    node.put("dispersion", decision.dispersion()).put("forecastShape", decision.forecastShape());
    node.put("forecastExposureMillis", decision.forecastExposureMillis());
    node.put("windowFactor", decision.windowFactor());
    node.put("countBy", decision.asked().countBy().name());
    node.put("minimumVoices", decision.asked().minimumVoices());
    node.put("minimumSources", decision.asked().minimumSources());
    Decision.Ratio ratio = decision.ratio();
    node.put("kind", ratio == null ? "BUDGET" : "RATIO");
    if (ratio != null) {
      node.putObject("ratio")
          .put("reference", ratio.reference())
          .put("spikeHeight", ratio.spikeHeight())
          .put("thresholdRef", ratio.thresholdRef())
          .put("thresholdCur", ratio.thresholdCur());
    }
  }

  private static ObjectNode evidence(Evidence post) {
    ObjectNode node = JSON.createObjectNode();
    node.put("postKey", post.postKey()).put("revision", post.revision());
    node.put("source", post.source()).put("mentionedAt", time(post.mentionedAt()));
    node.put("title", post.title()).put("url", post.url()).put("excerpt", post.excerpt());
    ArrayNode highlights = node.putArray("highlights");
    post.highlights().forEach(words -> highlights.addArray().add(words.start()).add(words.end()));
    ArrayNode contexts = node.putArray("contexts");
    post.contexts().forEach(contexts::add);
    return node.put("voice", post.voice());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
