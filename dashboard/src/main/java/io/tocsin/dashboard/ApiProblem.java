package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Why a request of the API is refused, told as RFC 9457 has it. */
final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds; their names stand in the answers' {@code type} and do not change. */
  enum Kind {
    MALFORMED(400, "malformed", "The request cannot be read"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not for this address"),
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

  ApiProblem(Kind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
    this.detail = detail;
  }

  int status() {
    return kind.status;
  }

  String json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", kind.type())
        .put("title", kind.title)
        .put("status", kind.status)
        .put("detail", detail)
        .toString();
  }
}
