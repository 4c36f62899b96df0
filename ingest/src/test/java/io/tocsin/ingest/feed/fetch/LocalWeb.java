package io.tocsin.ingest.feed.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A web server on the loopback address whose pages a test writes. */
public final class LocalWeb implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<Visit> visits = new CopyOnWriteArrayList<>();

  /** Answers one request. */
  @FunctionalInterface
  public interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** A request that came. */
  public record Visit(
      String path, @Nullable String etag, @Nullable String since, @Nullable String agent) {}

  public LocalWeb() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    String path = exchange.getRequestURI().getPath();
    visits.add(
        new Visit(
            path,
            headers.getFirst("If-None-Match"),
            headers.getFirst("If-Modified-Since"),
            headers.getFirst("User-Agent")));
    try (exchange) {
      pages.getOrDefault(path, status(404)).answer(exchange);
    }
  }

  /** The page from now on. */
  public LocalWeb page(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  /** A page of status 200. */
  public LocalWeb page(String path, byte[] body, String... headers) {
    return page(path, exchange -> send(exchange, 200, body, headers));
  }

  public LocalWeb page(String path, String body, String... headers) {
    return page(path, body.getBytes(UTF_8), headers);
  }

  /** A page without a body. */
  static Page status(int status, String... headers) {
    return exchange -> send(exchange, status, new byte[0], headers);
  }

  public static void send(HttpExchange exchange, int status, byte[] body, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Its address with a path, at the name {@code 127.0.0.1}. */
  public URI url(String path) {
    return url("127.0.0.1", path);
  }

  URI url(String host, String path) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
  }

  /** The requests so far, without those for robots.txt. */
  public List<Visit> visits() {
    return visits.stream().filter(visit -> !visit.path().equals("/robots.txt")).toList();
  }

  List<Visit> robotsVisits() {
    return visits.stream().filter(visit -> visit.path().equals("/robots.txt")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
