package io.tocsin.ingest.receive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.ingest.receive.Outcome.Failed;
import io.tocsin.ingest.receive.Outcome.Refused;
import io.tocsin.ingest.receive.Outcome.Taken;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a request is answered.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param headers beside it
 * @param json the body
 */
record Answer(int status, String contentType, Map<String, String> headers, String json) {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final Map<String, String> AGAIN = Map.of("Retry-After", "5");

  /** The body in UTF-8. */
  byte[] body() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** Of a request that is refused as a whole. */
  static Answer of(Problem problem) {
    Problem.Kind kind = problem.kind();
    ObjectNode json = described(kind.type(), kind.title(), kind.status(), problem.detail());
    return new Answer(kind.status(), PROBLEM, problem.headers(), json.toString());
  }

  /**
   * Of a request whose posts were judged one by one: 200 if all were taken, 207 if some were not,
   * 400 if none was; 503 if any may have been lost on the way.
   */
  static Answer of(List<Outcome> outcomes) {
    long taken = outcomes.stream().filter(Taken.class::isInstance).count();
    long failed = outcomes.stream().filter(Failed.class::isInstance).count();
    if (failed > 0) {
      return unavailable(outcomes, failed);
    }
    if (taken == 0) {
      return refused(outcomes);
    }
    int status = taken == outcomes.size() ? 200 : 207;
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return new Answer(status, JSON, Map.of(), with(outcomes, json).toString());
  }

  private static Answer unavailable(List<Outcome> outcomes, long failed) {
    Problem.Kind kind = Problem.Kind.UNAVAILABLE;
    String detail =
        "the broker did not confirm %d of %d posts; send the request again, what is there already is dropped"
            .formatted(failed, outcomes.size());
    ObjectNode json = described(kind.type(), kind.title(), kind.status(), detail);
    return new Answer(kind.status(), PROBLEM, AGAIN, with(outcomes, json).toString());
  }

  private static Answer refused(List<Outcome> outcomes) {
    String detail =
        outcomes.size() == 1 && outcomes.get(0) instanceof Refused only
            ? only.detail()
            : "none of %d posts was taken".formatted(outcomes.size());
    ObjectNode json = described("urn:tocsin:problem:refused", "No post was taken", 400, detail);
    return new Answer(400, PROBLEM, Map.of(), with(outcomes, json).toString());
  }

  private static ObjectNode described(String type, String title, int status, String detail) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return json.put("type", type).put("title", title).put("status", status).put("detail", detail);
  }

  private static ObjectNode with(List<Outcome> outcomes, ObjectNode json) {
    json.put("taken", outcomes.stream().filter(Taken.class::isInstance).count());
    json.put("refused", outcomes.stream().filter(Refused.class::isInstance).count());
    json.put("failed", outcomes.stream().filter(Failed.class::isInstance).count());
    ArrayNode posts = json.putArray("posts");
    for (int i = 0; i < outcomes.size(); i++) {
      write(outcomes.get(i), posts.addObject().put("index", i));
    }
    return json;
  }

  private static void write(Outcome outcome, ObjectNode json) {
    if (outcome instanceof Taken taken) {
      json.put("outcome", "taken").put("post", taken.post());
      json.put("partition", taken.receipt().partition()).put("offset", taken.receipt().offset());
    } else if (outcome instanceof Refused refused) {
      json.put("outcome", "refused").put("reason", refused.reason());
      json.put("detail", refused.detail());
    } else if (outcome instanceof Failed failed) {
      json.put("outcome", "failed").put("post", failed.post()).put("detail", failed.detail());
    }
  }
}
