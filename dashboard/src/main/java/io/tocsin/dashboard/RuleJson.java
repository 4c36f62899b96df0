package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.alerts.RulesView.Snapshot;
import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.Alert;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.rules.RuleExchange;
import io.tocsin.alerts.core.rules.RuleProblem;
import io.tocsin.alerts.core.rules.RuleYaml;
import io.tocsin.replay.trial.RecentPosts.Kept;
import io.tocsin.replay.trial.RuleTrial.Match;
import io.tocsin.replay.trial.RuleTrial.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The answers about rules, as {@code docs/dashboard.openapi.yaml} has them. */
final class RuleJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_ALERTS = 100;
  private static final String EXPECTED = "expected";

  private RuleJson() {}

  /** A page of the rules that a query asks for. */
  static ObjectNode rules(Snapshot snapshot, RuleQuery query, boolean writable) {
    List<Rule> found = snapshot.rules().values().stream().filter(query::accepts).toList();
    ObjectNode json = set(snapshot).put("total", found.size()).put("writable", writable);
    ArrayNode rules = json.putArray("rules");
    found.stream()
        .skip(query.offset())
        .limit(query.limit())
        .forEach(rule -> rules.add(brief(rule)));
    return json;
  }

  private static ObjectNode set(Snapshot snapshot) {
    ObjectNode json = NODES.objectNode().put("set", snapshot.set()).put("hash", snapshot.hash());
    ArrayNode unreadable = json.putArray("unreadable");
    snapshot.unreadable().keySet().stream().sorted().limit(MOST_ALERTS).forEach(unreadable::add);
    return json;
  }

  private static ObjectNode brief(Rule rule) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("ruleId", rule.ruleId())
            .put("version", rule.version())
            .put("hash", rule.hash())
            .put("stamp", RuleExchange.stamp(rule))
            .put("description", rule.description())
            .put("match", rule.match())
            .put("scope", rule.scope().name().toLowerCase(Locale.ROOT))
            .put("enabled", rule.enabled())
            .put("shadow", rule.shadow());
    ObjectNode labels = json.putObject("labels");
    rule.labels().forEach(labels::put);
    return json;
  }

  /** One rule, with its text as a file has it. */
  static ObjectNode rule(Rule rule) {
    return brief(rule).put("yaml", RuleYaml.of(rule));
  }

  /** A rule after it was written, and the set that it is in. */
  static ObjectNode written(Snapshot snapshot, Rule rule, String change) {
    ObjectNode json = set(snapshot).put("change", change);
    json.set("rule", rule(rule));
    return json;
  }

  /** What is wrong with a rule; it was not tried. */
  static ArrayNode problems(Collection<RuleProblem> problems) {
    ArrayNode json = NODES.arrayNode();
    for (RuleProblem problem : problems) {
      json.addObject()
          .put("line", problem.line())
          .put("column", problem.column())
          .put("key", problem.key())
          .put("value", problem.value())
          .put(EXPECTED, problem.expected())
          .put("text", problem.toString());
    }
    return json;
  }

  /** A trial that was none, for what is wrong with the rule. */
  static ObjectNode untried(Collection<RuleProblem> problems) {
    ObjectNode json = NODES.objectNode();
    json.set("problems", problems(problems));
    return json;
  }

  /** What came of a trial. */
  static ObjectNode trial(Kept posts, Outcome outcome) {
    ObjectNode json = untried(List.of());
    json.put("posts", posts.posts().size())
        .put("from", posts.posts().isEmpty() ? null : time(posts.posts().get(0).seenAt()))
        .put("until", posts.until().toString())
        .put("complete", posts.complete())
        .put("full", posts.full())
        .put("matching", outcome.matching());
    ArrayNode hours = json.putArray("hours");
    outcome
        .perHour()
        .forEach((hour, count) -> hours.addObject().put("at", time(hour)).put("posts", count));
    ArrayNode matches = json.putArray("matches");
    outcome.matches().forEach(match -> matches.add(match(match)));
    putAlerts(outcome, json);
    return json;
  }

  private static ObjectNode match(Match match) {
    PostRevision post = match.post();
    ObjectNode json =
        NODES
            .objectNode()
            .put("postKey", post.postKey())
            .put("source", post.source())
            .put("seenAt", time(post.seenAt()))
            .put("title", post.title())
            .put("url", post.url())
            .put("excerpt", match.hit().excerpt().text())
            .put("counts", match.counts());
    ArrayNode highlights = json.putArray("highlights");
    for (Highlight words : match.hit().excerpt().highlights()) {
      highlights.addObject().put("start", words.start()).put("end", words.end());
    }
    ArrayNode contexts = json.putArray("contexts");
    match.hit().contextNames().forEach(contexts::add);
    return json;
  }

  /** Each alert as it stood in the end, the newest first. */
  private static void putAlerts(Outcome outcome, ObjectNode json) {
    Map<String, Alert> latest = new LinkedHashMap<>();
    for (AlertEvent event : outcome.events()) {
      latest.put(event.alertId(), event.alert());
    }
    List<Alert> alerts =
        latest.values().stream()
            .sorted((a, b) -> Long.compare(b.openedAt(), a.openedAt()))
            .limit(MOST_ALERTS)
            .toList();
    json.put("alertsInAll", latest.size());
    json.put("cut", outcome.eventsInAll() > outcome.events().size());
    ArrayNode told = json.putArray("alerts");
    alerts.forEach(alert -> told.add(alert(alert)));
  }

  private static ObjectNode alert(Alert alert) {
    return NODES
        .objectNode()
        .put("alertId", alert.alertId())
        .put("scope", alert.scope())
        .put("scopeName", alert.scopeName())
        .put("status", alert.status().name())
        .put("severity", alert.severity())
        .put("onsetAt", time(alert.onsetAt()))
        .put("openedAt", time(alert.openedAt()))
        .put("endedAt", alert.endedAt().isPresent() ? time(alert.endedAt().getAsLong()) : null)
        .put("peak", alert.peak())
        .put("observed", alert.decision().observed())
        .put(EXPECTED, alert.decision().expected())
        .put("windowMillis", alert.decision().windowMillis())
        .put("sources", alert.decision().sources().size())
        .put("summary", alert.summary());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
