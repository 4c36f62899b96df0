package io.tocsin.ingest.receive;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what the server itself refuses, before a request is ours or while the door is stopped, in
 * the form of all other refusals.
 */
final class TransportErrors implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer = Answer.of(new Problem(kind(response.getStatus()), detail(response)));
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private static Problem.Kind kind(int status) {
    return switch (status) {
      case 408 -> Problem.Kind.TOO_SLOW;
      case 413, 414, 431 -> Problem.Kind.TOO_LARGE;
      case 503 -> Problem.Kind.UNAVAILABLE;
      default -> status < 500 ? Problem.Kind.MALFORMED : Problem.Kind.BROKEN;
    };
  }

  private static String detail(Response response) {
    return switch (response.getStatus()) {
      case 414 -> "the address is too long";
      case 431 -> "the headers are too large";
      case 503 -> "the door is about to stop";
      default -> response.getStatus() < 500 ? "it is no HTTP/1.1" : "it is in the log";
    };
  }
}
