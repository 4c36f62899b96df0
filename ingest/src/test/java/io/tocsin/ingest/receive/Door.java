package io.tocsin.ingest.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.testkit.TestCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The HTTP door on a test's cluster, and a client that knocks at it. */
final class Door implements AutoCloseable {
  static final String JSON = "application/json";
  static final String LINES = "application/x-ndjson";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ReceiveService service;
  private final HttpClient client = HttpClient.newHttpClient();

  private Door(ReceiveService service) {
    this.service = service;
  }

  static Door open(TestCluster cluster, Map<String, String> more) {
    return new Door(ReceiveService.start(config(cluster, more)));
  }

  static ServiceConfig config(TestCluster cluster, Map<String, String> more) {
    ServiceConfigBuilder builder = ServiceConfig.builder(ReceiveSettings.KEYS);
    cluster.settings().forEach(builder::set);
    builder.set("tocsin.receive.port", "0").partitions(3);
    more.forEach(builder::set);
    return builder.build();
  }

  /** What was answered. */
  record Answered(int status, JsonNode json, HttpResponse<byte[]> response) {
    String type() {
      return response.headers().firstValue("content-type").orElse("");
    }

    String outcome(int index) {
      JsonNode post = json.get("posts").get(index);
      return post.get("outcome").asText()
          + (post.has("reason") ? " " + post.get("reason").asText() : "");
    }
  }

  ReceiveService service() {
    return service;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(service.address() + path));
  }

  Answered post(String contentType, String body) {
    return post(contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  Answered post(String contentType, byte[] body) {
    return send(
        request("/posts")
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  Answered put(String path, String body) {
    return send(
        request(path).header("Content-Type", JSON).PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answered delete(String path) {
    return send(request(path).DELETE());
  }

  Answered send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      JsonNode json = MAPPER.readTree(response.body());
      String path = response.uri().getRawPath();
      int status = response.statusCode();
      Contract.PUBLISHED.check(response.request().method(), path, status, response.headers(), json);
      return new Answered(status, json, response);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** A page of the endpoint for operators. */
  Answered health() {
    return send(HttpRequest.newBuilder(URI.create(service.healthAddress() + "/health/ready")));
  }

  String metrics() throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(service.healthAddress() + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    service.close();
  }
}
