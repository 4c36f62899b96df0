package io.tocsin.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Debian's Alertmanager as a process, its API and its command-line client. */
final class AlertmanagerProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Process process;

  private AlertmanagerProcess(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Notifies a hook at once. */
  static AlertmanagerProcess start(Path directory, String hook) {
    try {
      Files.writeString(
          directory.resolve("alertmanager.yml"),
          """
          route:
            receiver: hook
            group_by: [alert_id]
            group_wait: 0s
            group_interval: 1s
            repeat_interval: 1h
          receivers:
            - name: hook
              webhook_configs: [{url: '%s', send_resolved: true}]
          """
              .formatted(hook));
      AlertmanagerProcess started = new AlertmanagerProcess(directory, freePort());
      started.run();
      return started;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  void run() {
    try {
      process =
          new ProcessBuilder(
                  "prometheus-alertmanager",
                  "--config.file=" + directory.resolve("alertmanager.yml"),
                  "--storage.path=" + directory.resolve("state"),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--cluster.listen-address=")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("alertmanager.log").toFile())
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .ignoreExceptions()
        .until(() -> get("/-/ready").statusCode() == 200);
  }

  void stop() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString());
  }

  /** What it lists, silenced or not. */
  List<JsonNode> alerts() {
    try {
      JsonNode listed = JSON.readTree(get("/api/v2/alerts").body());
      return StreamSupport.stream(listed.spliterator(), false).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Runs its client and gives what that prints. */
  String amtool(String... words) {
    List<String> command = new ArrayList<>(List.of("amtool", "--alertmanager.url=" + url()));
    command.addAll(List.of(words));
    try {
      Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(tool.getInputStream().readAllBytes(), UTF_8);
      if (!tool.waitFor(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          || tool.exitValue() != 0) {
        throw new AssertionError(command + ": " + output);
      }
      return output;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
