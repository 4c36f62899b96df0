package io.tocsin.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A receiver of webhooks on this machine: what it was sent, and what it answers. */
final class Hook implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> answers;

  /** What it was sent. */
  record Request(String path, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().get(0))
          .findFirst()
          .orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    String eventId() {
      return json().path("id").asText();
    }
  }

  /** What it answers; a body may have no end. */
  record Answer(int status, Map<String, String> headers, boolean endless) {
    static Answer of(int status) {
      return new Answer(status, Map.of(), false);
    }
  }

  private Hook(HttpServer server, Function<Request, Answer> answers) {
    this.server = server;
    this.answers = answers;
  }

  static Hook start(Function<Request, Answer> answers) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Hook hook = new Hook(server, answers);
      server.setExecutor(hook.threads);
      server.createContext("/", hook::handle);
      server.start();
      return hook;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request =
          new Request(
              exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body);
      requests.add(request);
      Answer answer = answers.apply(request);
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(answer.status(), answer.endless() ? 0 : -1);
      while (answer.endless()) {
        exchange.getResponseBody().write(new byte[1 << 16]); // until the other side has enough
      }
    }
  }

  void answers(Function<Request, Answer> other) {
    answers = other;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?key=hidden";
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<String> eventIds() {
    return requests().stream().map(Request::eventId).toList();
  }

  void forget() {
    requests.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
