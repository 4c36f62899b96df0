package io.tocsin.acceptance.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** A Prometheus of our own, from the system's package, which runs while a test does. */
final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final URI address;

  private Prometheus(Process process, Path log, URI address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param directory for its configuration, its data and its log
   */
  static Prometheus start(String configuration, Path directory) {
    try {
      Path config = Files.writeString(directory.resolve("prometheus.yml"), configuration);
      Path log = directory.resolve("prometheus.log");
      String listen = "127.0.0.1:" + freePort();
      Process process =
          new ProcessBuilder(
                  "prometheus",
                  "--config.file=" + config,
                  "--storage.tsdb.path=" + directory.resolve("data"),
                  "--web.listen-address=" + listen)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Prometheus started = new Prometheus(process, log, URI.create("http://" + listen));
      return started.ready();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Prometheus ready() {
    try {
      await("Prometheus is ready, log: " + log)
          .atMost(TestCluster.PATIENCE)
          .ignoreExceptions()
          .failFast("it has ended, log: " + log, () -> !process.isAlive())
          .until(() -> get("/-/ready").statusCode() == 200);
      return this;
    } catch (RuntimeException never) {
      close();
      throw never;
    }
  }

  /** The values that a query has at this moment; those that are no number are left out. */
  List<Double> values(String query) {
    return StreamSupport.stream(result(query).spliterator(), false)
        .map(sample -> number(sample.path("value").path(1).asText()))
        .filter(value -> !value.isNaN())
        .toList();
  }

  /** Waits until a query has a value. */
  void awaitValue(String query) {
    await(query).atMost(TestCluster.PATIENCE).until(() -> !values(query).isEmpty());
  }

  private JsonNode result(String query) {
    HttpResponse<String> answer = get("/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
    try {
      JsonNode json = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new AssertionError(query + ": " + json.path("error").asText());
      }
      return json.path("data").path("result");
    } catch (IOException noJson) {
      throw new AssertionError(query + ": " + answer.body(), noJson);
    }
  }

  private static Double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.valueOf(text);
    };
  }

  private HttpResponse<String> get(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(address + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
