package io.tocsin.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alerts.core.HitContext;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.Hit;
import io.tocsin.alerts.core.match.Place;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.QueryCompiler;
import io.tocsin.alerts.core.match.RuleMatcher;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rules tried on texts without any service: what matches where, in which context, and what would
 * count. Entities, tags and countries come from enrichment and are not there, so rules that watch
 * them are left out.
 */
final class RulesTrial {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RuleMatcher matcher;
  private final PrintWriter out;

  RulesTrial(List<Rule> rules, PrintWriter out) {
    this.matcher = new RuleMatcher(rules.stream().filter(rule -> !rule.watches()).toList());
    this.out = out;
    rules.stream().filter(Rule::watches).forEach(this::tellWatching);
    rules.stream().filter(Rule::expand).forEach(this::tellDerivations);
  }

  private void tellWatching(Rule rule) {
    out.printf(
        "rule %s watches what enrichment finds (%s): try it with a backtest%n",
        rule.ruleId(), rule.scope().name().toLowerCase(Locale.ROOT));
  }

  private void tellDerivations(Rule rule) {
    out.println("rule " + rule.ruleId() + " also looks for");
    QueryCompiler.derivations(rule.match())
        .forEach((word, others) -> out.println("  " + word + ": " + String.join(", ", others)));
  }

  /**
   * A post from a line of raw posts.
   *
   * @throws IllegalArgumentException when it is none, with the reason
   */
  static PostRevision parse(String line, int number) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "line " + number + ": expected a raw post in JSON: " + e.getOriginalMessage(), e);
    }
    String title = json.path("title").asText("");
    String body = json.path("body").asText("");
    if (title.isBlank() && body.isBlank()) {
      throw new IllegalArgumentException(
          "line " + number + ": expected a raw post with title or body, in JSON");
    }
    return post(
        json.path("id").asText("line " + number), json.path("language").asText("und"), title, body);
  }

  static PostRevision post(String key, String language, String title, String body) {
    return new PostRevision(
        key, 1, 0, "", false, false, language, title, body, null, List.of(), List.of(), List.of(),
        null);
  }

  /** Tells what the rules make of a post; returns whether any counts. */
  boolean run(PostRevision post) {
    List<Hit> hits = matcher.match(post);
    out.println(
        "post " + post.postKey() + (hits.isEmpty() ? ": no rule matches" : ": " + post.title()));
    hits.forEach(hit -> tell(post, hit));
    return hits.stream().anyMatch(hit -> hit.policy() != Rule.Policy.IGNORE);
  }

  private void tell(PostRevision post, Hit hit) {
    out.println("  rule " + hit.rule().ruleId() + ": " + outcome(hit));
    for (Place place : hit.places()) {
      String text = place.text() == Place.Text.TITLE ? post.title() : post.body();
      out.printf(
          "    %s %d-%d \"%s\"%s%n",
          place.text().name().toLowerCase(Locale.ROOT),
          place.start(),
          place.end(),
          text.substring(place.start(), place.end()),
          names(": ", RuleMatcher.contexts(post, place)));
    }
    out.println("    | " + hit.excerpt().text());
  }

  private static String outcome(Hit hit) {
    String contexts = names(", ", hit.contexts());
    return switch (hit.policy()) {
      case COUNT -> "counts" + contexts;
      case SEPARATE -> "counts apart, in the scope ~" + hit.rule().apart(hit.contexts()) + contexts;
      case IGNORE -> "does not count" + contexts;
    };
  }

  private static String names(String before, Iterable<HitContext> contexts) {
    TreeSet<HitContext> sorted = new TreeSet<>();
    contexts.forEach(sorted::add);
    String names = sorted.stream().map(HitContext::text).collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : before + names;
  }
}
