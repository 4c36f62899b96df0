package io.tocsin.ingest.receive;

import java.util.Map;
import java.util.TreeMap;

/**
 * Why a request is refused as a whole, so that none of its posts was sent; told as RFC 9457 has it.
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds; the names stand in the answers' {@code type} and do not change. */
  enum Kind {
    MALFORMED(400, "malformed", "The request cannot be read"),
    UNAUTHORIZED(401, "unauthorized", "A token is needed"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not for this address"),
    TOO_SLOW(408, "too-slow", "The body did not come in time"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    UNSUPPORTED(415, "unsupported", "The body is in a form that is not read here"),
    BUSY(429, "busy", "Too much is waiting for the broker"),
    BROKEN(500, "broken", "A bug of ours"),
    UNAVAILABLE(503, "unavailable", "It cannot be taken now");

    private final int status;
    private final String code;
    private final String title;

    Kind(int status, String code, String title) {
      this.status = status;
      this.code = code;
      this.title = title;
    }

    int status() {
      return status;
    }

    String type() {
      return "urn:tocsin:problem:" + code;
    }

    String title() {
      return title;
    }
  }

  private final Kind kind;
  private final String detail;

  @SuppressWarnings("serial") // an immutable copy
  private final Map<String, String> headers;

  private Problem(Kind kind, String detail, Map<String, String> headers) {
    super(detail, null, false, false);
    this.kind = kind;
    this.detail = detail;
    this.headers = Map.copyOf(headers);
  }

  Problem(Kind kind, String detail) {
    this(kind, detail, Map.of());
  }

  /** With one more header of the answer. */
  Problem with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Problem(kind, detail, more);
  }

  /** For a body that is not read to its end: what still comes cannot be told from a request. */
  Problem closing() {
    return with("Connection", "close");
  }

  Kind kind() {
    return kind;
  }

  String detail() {
    return detail;
  }

  Map<String, String> headers() {
    return headers;
  }
}
