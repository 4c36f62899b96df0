package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Why a request of the API is refused, told as RFC 9457 has it. */
final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds; their names stand in the answers' {@code type} and do not change. */
  enum Kind {
    MALFORMED(400, "malformed", "The request cannot be read"),
    UNAUTHORIZED(401, "unauthorized", "Changing takes a token"),
    READ_ONLY(403, "read-only", "Nothing can be changed here"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not for this address"),
    CONFLICT(409, "conflict", "It is another by now"),
    SUPERSEDED(409, "superseded", "A newer request took its place"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    UNSUPPORTED(415, "unsupported", "The content is of another type"),
    MISDIRECTED(421, "misdirected", "This is not the host that was asked for"),
    UNUSABLE(422, "unusable", "The rule cannot be used"),
    BROKEN(500, "broken", "A bug of ours"),
    CROWDED(503, "crowded", "Too many are at it already"),
    UNAVAILABLE(503, "unavailable", "What it takes is away");

    private final int status;
    private final String code;
    private final String title;

    Kind(int status, String code, String title) {
      this.status = status;
      this.code = code;
      this.title = title;
    }

    String type() {
      return "urn:tocsin:problem:" + code;
    }
  }

  private final Kind kind;
  private final String detail;
  private final transient @Nullable JsonNode problems;

  ApiProblem(Kind kind, String detail) {
    this(kind, detail, null);
  }

  /** With all that is wrong, one by one. */
  ApiProblem(Kind kind, String detail, @Nullable JsonNode problems) {
    super(detail, null, false, false);
    this.kind = kind;
    this.detail = detail;
    this.problems = problems;
  }

  Kind kind() {
    return kind;
  }

  int status() {
    return kind.status;
  }

  String json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", kind.type())
            .put("title", kind.title)
            .put("status", kind.status)
            .put("detail", detail);
    if (problems != null) {
      json.set("problems", problems);
    }
    return json.toString();
  }
}
