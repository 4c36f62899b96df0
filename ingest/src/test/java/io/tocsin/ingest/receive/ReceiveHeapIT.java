package io.tocsin.ingest.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.ReceiveMain;
import io.tocsin.schemas.ClockMode;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The HTTP door as a process of its own, with a third of the heap that it is given in production.
 */
@ExtendWith(ClusterExtension.class)
class ReceiveHeapIT {
  private static final int FLOOD = 200;
  private static final int BODY = 5_000_000;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldBearAFloodOfBodiesOfFiveMegabytes(TestCluster cluster) throws Exception {
    int port = freePort();
    URI posts = URI.create("http://127.0.0.1:" + port + "/posts");
    Path log = Files.createTempFile("receive-heap", ".log");
    Process door = start(cluster, port, log);
    try {
      Awaitility.await()
          .atMost(TestCluster.PATIENCE)
          .ignoreExceptions()
          .until(() -> status(posts, RawPosts.rawPost().jsonBytes()).join() == 200);
      byte[] oneTooLarge = ("{\"title\":\"" + "t".repeat(BODY) + "\"}").getBytes(UTF_8);
      byte[] many = batch();
      List<CompletableFuture<Integer>> flood =
          IntStream.range(0, FLOOD)
              .mapToObj(i -> status(posts, i % 2 == 0 ? oneTooLarge : many))
              .toList();
      Map<Integer, Long> statuses =
          flood.stream()
              .map(CompletableFuture::join)
              .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
      assertThat(statuses.keySet()).as(Files.readString(log)).isSubsetOf(200, 400, 429, 0);
      assertThat(statuses).as("some were told to come again").containsKey(429);
      assertThat(statuses.keySet()).as("some were read").containsAnyOf(200, 400);
      assertThat(status(posts, RawPosts.rawPost().jsonBytes()).join()).isEqualTo(200);
      assertThat(door.isAlive()).isTrue();
      assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError");
      assertThat(cluster.readAll(cluster.topics(ClockMode.LIVE, 1).rawPosts().name()))
          .hasSizeGreaterThanOrEqualTo(2);
    } finally {
      door.destroy();
      assertThat(door.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(door.exitValue()).as(Files.readString(log)).isZero();
  }

  /** 25 posts of 200 kB. */
  private static byte[] batch() {
    String body = "word ".repeat(BODY / 25 / 5 - 100);
    return IntStream.range(0, 25)
        .mapToObj(i -> RawPosts.rawPost().of("wire", "p" + i).body(body).json())
        .collect(Collectors.joining("\n"))
        .getBytes(UTF_8);
  }

  /** The status, or 0 where the connection was closed before the body was sent. */
  private CompletableFuture<Integer> status(URI posts, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(posts)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle((response, closed) -> response == null ? 0 : response.statusCode());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process start(TestCluster cluster, int port, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx170m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ReceiveMain.class.getName(),
                "--port",
                Integer.toString(port),
                "--set",
                "tocsin.topics.partitions=1",
                "--set",
                "tocsin.receive.max-in-flight=32MiB"));
    cluster.settings().forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
