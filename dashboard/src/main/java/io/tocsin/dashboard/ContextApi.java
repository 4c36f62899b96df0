package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.javalin.http.Context;
import io.tocsin.avro.SourceHealth;
import io.tocsin.dashboard.core.DeadLetterBoard;
import io.tocsin.dashboard.core.DeadLetterExample;
import io.tocsin.dashboard.core.SourceBoard;
import io.tocsin.dashboard.core.SourceBoard.BoardSource;
import io.tocsin.dashboard.core.TopicStates.TopicState;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code /api/sources} and {@code /api/dead-letters}: whether all that should come does come. */
final class ContextApi {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int USUAL_LIMIT = 100;
  private static final int MOST = 5_000;
  private static final Set<String> OF_SOURCES = Set.of("namespace", "state", "limit");
  private static final Set<String> OF_LETTERS = Set.of("namespace");

  private final ShownNamespaces namespaces;
  private final ContextTopics topics;

  ContextApi(ShownNamespaces namespaces, ContextTopics topics) {
    this.namespaces = namespaces;
    this.topics = topics;
  }

  /**
   * Answers how the sources are.
   *
   * @throws ApiProblem if a parameter is broken
   */
  void sources(Context context) {
    Parameters parameters = Parameters.of(context.queryParamMap(), OF_SOURCES);
    Set<String> states = parameters.several("state", SourceHealth.class);
    int limit = parameters.number("limit", USUAL_LIMIT, MOST);
    String namespace = namespaces.of(parameters.text("namespace", ""));
    SourceBoard.Found found = topics.sources().find(namespace, states, limit);
    ObjectNode answer = answer(namespace, ContextTopics.ofSources(namespace));
    ObjectNode counts = answer.putObject("states");
    found.states().forEach(counts::put);
    answer.put("total", found.total());
    ArrayNode sources = answer.putArray("sources");
    found.sources().forEach(source -> sources.add(json(source)));
    JsonAnswer.send(context, answer.toString());
  }

  /**
   * Answers what could not be taken.
   *
   * @throws ApiProblem if a parameter is broken
   */
  void deadLetters(Context context) {
    String namespace =
        namespaces.of(Parameters.of(context.queryParamMap(), OF_LETTERS).text("namespace", ""));
    List<DeadLetterBoard.Reason> found = topics.deadLetters().find(namespace);
    ObjectNode answer = answer(namespace, ContextTopics.ofDeadLetters(namespace));
    answer.put("total", found.stream().mapToLong(DeadLetterBoard.Reason::count).sum());
    ArrayNode reasons = answer.putArray("reasons");
    found.forEach(reason -> reasons.add(json(reason)));
    JsonAnswer.send(context, answer.toString());
  }

  private ObjectNode answer(String namespace, List<String> names) {
    ObjectNode answer = NODES.objectNode().put("namespace", namespace);
    ArrayNode states = answer.putArray("topics");
    names.forEach(name -> states.add(json(name, topics.states().of(name))));
    return answer;
  }

  /** How far a topic is read. */
  static ObjectNode json(String name, TopicState state) {
    return NODES
        .objectNode()
        .put("name", name)
        .put("state", state.state().name().toLowerCase(Locale.ROOT))
        .put("detail", state.detail());
  }

  private static ObjectNode json(BoardSource source) {
    ObjectNode json = NODES.objectNode();
    json.putRawValue("source", new RawValue(source.json()));
    ArrayNode events = json.putArray("events");
    source.events().forEach(event -> events.addRawValue(new RawValue(event)));
    return json;
  }

  private static ObjectNode json(DeadLetterBoard.Reason reason) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("service", reason.kind().service())
            .put("reason", reason.kind().reason())
            .put("count", reason.count())
            .put("firstAt", reason.firstAt().toString())
            .put("lastAt", reason.lastAt().toString());
    ArrayNode examples = json.putArray("examples");
    reason.examples().forEach(example -> examples.add(json(example)));
    return json;
  }

  private static ObjectNode json(DeadLetterExample letter) {
    return NODES
        .objectNode()
        .put("position", letter.position())
        .put("at", letter.at().toString())
        .put("detail", letter.detail())
        .put("origin", letter.origin())
        .put("source", letter.source())
        .put("excerpt", letter.excerpt());
  }
}
