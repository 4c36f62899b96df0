package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.tocsin.dashboard.core.CountPoint;
import io.tocsin.dashboard.core.CountStore;
import io.tocsin.dashboard.core.SeriesKey;
import io.tocsin.dashboard.core.TimeRange;
import io.tocsin.dashboard.core.TopicStates;
import io.tocsin.dashboard.core.TopicStates.TopicState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** {@code /api/counts}: how much a rule counted in a scope over time. */
final class CountsApi {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int SCOPES_TOLD = 10;
  private static final Set<String> NAMES =
      Set.of("rule", "scope", "namespace", "from", "to", "past");

  private final ShownNamespaces namespaces;
  private final CountStore counts;
  private final TopicStates states;
  private final PastCounts past;
  private final PastTurns turns;

  CountsApi(ShownNamespaces namespaces, ContextTopics topics, PastCounts past, PastTurns turns) {
    this.past = past;
    this.turns = turns;
    this.namespaces = namespaces;
    this.counts = topics.counts();
    this.states = topics.states();
  }

  /**
   * Answers.
   *
   * @throws ApiProblem if a parameter is broken, nothing is known of rule and scope, or the topic
   *     is asked for and too many ask, or broker or registry do not answer
   */
  void serve(Context context) {
    Parameters parameters = Parameters.of(context.queryParamMap(), NAMES);
    String rule = parameters.required("rule", "the id of a rule");
    TimeRange range = parameters.range();
    String namespace = namespaces.of(parameters.text("namespace", ""));
    SeriesKey key = new SeriesKey(namespace, rule, parameters.text("scope", ""));
    String topic = ContextTopics.ofCounts(namespace);
    TopicState state = states.of(topic);
    if (parameters.flag("past", false)) {
      PastCounts.Found found = turns.read(context, () -> past.read(key, range));
      JsonAnswer.send(context, answer(key, topic, state, found).toString());
      return;
    }
    Optional<CountStore.Found> found = counts.find(key, range);
    if (found.isEmpty() && state.state() == TopicStates.State.READ) {
      throw new ApiProblem(ApiProblem.Kind.NOT_FOUND, nothingOf(key));
    }
    JsonAnswer.send(context, answer(key, topic, state, found).toString());
  }

  private String nothingOf(SeriesKey key) {
    SortedSet<String> scopes = counts.scopes(key.namespace(), key.rule());
    String told =
        scopes.stream()
            .limit(SCOPES_TOLD)
            .map(scope -> "\"" + scope + "\"")
            .collect(Collectors.joining(", "));
    return "nothing is known to be counted for this rule"
        + (scopes.isEmpty() ? "; or it is longer ago than is kept in memory" : " in this scope")
        + (scopes.isEmpty()
            ? ""
            : "; it is in " + told + (scopes.size() > SCOPES_TOLD ? ", …" : ""));
  }

  private static ObjectNode answer(
      SeriesKey key, String topic, TopicState state, Optional<CountStore.Found> found) {
    return answer(
        key,
        topic,
        state,
        found.map(CountStore.Found::since),
        new PastCounts.Found(found.map(CountStore.Found::points).orElse(List.of()), true));
  }

  private static ObjectNode answer(
      SeriesKey key, String topic, TopicState state, PastCounts.Found found) {
    return answer(
        key, topic, state, found.points().stream().findFirst().map(CountPoint::at), found);
  }

  private static ObjectNode answer(
      SeriesKey key,
      String topic,
      TopicState state,
      Optional<Instant> since,
      PastCounts.Found found) {
    ObjectNode answer =
        NODES
            .objectNode()
            .put("namespace", key.namespace())
            .put("ruleId", key.rule())
            .put("scope", key.scope());
    answer.set("topic", ContextApi.json(topic, state));
    answer.put("since", since.map(Instant::toString).orElse(null));
    answer.put("complete", found.complete());
    ArrayNode points = answer.putArray("points");
    found.points().forEach(point -> points.add(json(point)));
    return answer;
  }

  private static ObjectNode json(CountPoint point) {
    return NODES
        .objectNode()
        .put("at", point.at().toString())
        .put("windowMillis", point.windowMillis())
        .put("observed", point.observed())
        .put("expected", point.expected())
        .put("threshold", point.threshold())
        .put("posts", point.posts())
        .put("sources", point.sources())
        .put("alertId", point.alertId());
  }
}
