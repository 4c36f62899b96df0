package io.tocsin.replay.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.Alert;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.Evidence;
import io.tocsin.alerts.core.detect.KeywordCount;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.rules.Durations;
import io.tocsin.replay.backtest.BacktestResult;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The data of the page, which its script draws. */
final class ReportJson {

  /** More charts are not drawn: those that ring come first, then the highest. */
  static final int MOST_CHARTS = 200;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  static ObjectNode of(
      String title, BacktestResult result, List<Rule> rules, ReportMaterial material) {
    ObjectNode page = JSON.createObjectNode();
    page.put("title", title);
    page.put("posts", result.posts()).put("rejected", result.rejected());
    page.put("revisions", result.revisions());
    page.put("first", result.first().toEpochMilli()).put("end", result.end().toEpochMilli());
    page.put("unshown", material.eventsOfUnshown());
    rules.forEach(rule -> page.withArray("rules").add(rule(rule)));
    charts(page.putArray("charts"), material);
    material.alerts().values().forEach(story -> page.withArray("alerts").add(alert(story)));
    page.withArray("alerts");
    page.withArray("rules");
    return page;
  }

  private static ObjectNode rule(Rule rule) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", rule.ruleId()).put("description", rule.description());
    node.put("match", rule.watches() ? "whatever there is" : rule.match());
    node.put("scope", rule.scope().name());
    node.put("countBy", rule.countBy().name()).put("enabled", rule.enabled());
    rule.windows().forEach(window -> node.withArray("windows").add(Durations.format(window)));
    Rule.Ratio ratio = rule.ratio();
    node.put(
        "asks",
        ratio == null
            ? "%d false alarms per %s"
                .formatted(rule.budget().alarms(), Durations.format(rule.budget().per()))
            : "%s times the %s before"
                .formatted(ratio.spikeHeight(), Durations.format(ratio.timeframe())));
    node.put(
        "minimum",
        "%d counted, %d sources".formatted(rule.minimum().voices(), rule.minimum().sources()));
    return node;
  }

  private static void charts(ArrayNode charts, ReportMaterial material) {
    Set<RuleScope> ringing =
        material.alerts().values().stream()
            .map(story -> new RuleScope(story.first().ruleId(), story.first().scope()))
            .collect(Collectors.toSet());
    material.lines().entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<RuleScope, CountLine> line) -> !ringing.contains(line.getKey()))
                .thenComparing(line -> -line.getValue().peak())
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_CHARTS)
        .sorted(Map.Entry.comparingByKey())
        .forEach(line -> charts.add(chart(line.getKey(), line.getValue())));
  }

  private static ObjectNode chart(RuleScope key, CountLine line) {
    ObjectNode node = JSON.createObjectNode();
    node.put("rule", key.ruleId()).put("scope", key.scope()).put("peak", line.peak());
    ArrayNode at = node.putArray("at");
    ArrayNode observed = node.putArray("observed");
    ArrayNode expected = node.putArray("expected");
    ArrayNode threshold = node.putArray("threshold");
    ArrayNode window = node.putArray("window");
    for (KeywordCount point : line.points()) {
      at.add(point.at());
      observed.add(point.observed());
      expected.add(Math.rint(point.expected() * 10_000) / 10_000);
      threshold.add(point.threshold());
      window.add(Durations.format(Duration.ofMillis(point.windowMillis())));
    }
    return node;
  }

  private static ObjectNode alert(AlertStory story) {
    ObjectNode node = JSON.createObjectNode();
    Alert latest = story.latest();
    node.put("id", latest.alertId()).put("rule", latest.ruleId()).put("scope", latest.scope());
    node.put("scopeName", latest.scopeName());
    node.put("onset", latest.onsetAt()).put("opened", story.first().openedAt());
    if (latest.endedAt().isPresent()) {
      node.put("ended", latest.endedAt().getAsLong());
    }
    node.put("status", latest.status().name()).put("severity", latest.severity());
    node.put("peak", latest.peak()).put("summary", story.first().summary());
    node.put("unshown", story.unshown());
    ArrayNode events = node.putArray("events");
    story.events().forEach(event -> events.add(event(event)));
    ArrayNode evidence = node.putArray("evidence");
    story.evidence().forEach(post -> evidence.add(evidence(post)));
    return node;
  }

  private static ObjectNode event(AlertEvent event) {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", event.type().name()).put("at", event.at()).put("reason", event.reason());
    node.put("severity", event.alert().severity());
    node.put("observed", event.alert().decision().observed());
    node.put("expected", event.alert().decision().expected());
    node.put("threshold", event.alert().decision().threshold());
    node.put("probability", event.alert().decision().probability());
    node.put(
        "window", Durations.format(Duration.ofMillis(event.alert().decision().windowMillis())));
    node.put("sources", event.alert().decision().sources().size());
    return node;
  }

  private static ObjectNode evidence(Evidence post) {
    ObjectNode node = JSON.createObjectNode();
    node.put("source", post.source()).put("post", post.postKey()).put("at", post.mentionedAt());
    node.put("title", post.title()).put("excerpt", post.excerpt()).put("voice", post.voice());
    ArrayNode marks = node.putArray("marks");
    post.highlights().forEach(words -> marks.addArray().add(words.start()).add(words.end()));
    ArrayNode contexts = node.putArray("contexts");
    post.contexts().forEach(contexts::add);
    return node;
  }
}
