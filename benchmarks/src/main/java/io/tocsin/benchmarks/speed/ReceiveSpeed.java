package io.tocsin.benchmarks.speed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.devcluster.DevCluster;
import io.tocsin.devcluster.DevClusterOptions;
import io.tocsin.ingest.core.Reading.Accepted;
import io.tocsin.ingest.door.DoorPost;
import io.tocsin.ingest.door.RawTopic;
import io.tocsin.ingest.receive.ReceiveService;
import io.tocsin.ingest.receive.ReceiveSettings;
import io.tocsin.runtime.config.ServiceConfig;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many posts a second the HTTP door takes, in batches of NDJSON, with the broker, the clients
 * and the door in one process; beside it the same posts, checked and sent without HTTP. In turn, on
 * one broker; the first turn is to warm up.
 */
public final class ReceiveSpeed {
  private static final int TURNS = 4;
  private static final String PARAGRAPH =
      "<p>The harbour office said that ferries stay in port until the storm has passed, and that"
          + " trains &amp; buses run as usual on the mainland.</p>";

  private final ServiceConfig config;
  private final int posts;
  private final int batch;
  private final int clients;

  private ReceiveSpeed(DevCluster cluster, int posts, int batch, int clients) {
    this.config =
        ServiceConfig.builder(ReceiveSettings.KEYS)
            .set("tocsin.kafka.bootstrap.servers", cluster.bootstrapServers())
            .set("tocsin.registry.url", cluster.registryUrl())
            .set("tocsin.receive.port", "0")
            .set("tocsin.receive.max-posts", Integer.toString(Math.max(batch, 1)))
            .build();
    this.posts = posts;
    this.batch = batch;
    this.clients = clients;
  }

  /**
   * Prints the rates of each turn.
   *
   * @param args number of posts, posts of a request, clients that send one request after the other
   */
  public static void main(String... args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException("expected: POSTS BATCH CLIENTS");
    }
    List<Integer> numbers = java.util.Arrays.stream(args).map(Integer::parseInt).toList();
    try (DevCluster cluster = DevCluster.start(DevClusterOptions.temporary())) {
      ReceiveSpeed speed =
          new ReceiveSpeed(cluster, numbers.get(0), numbers.get(1), numbers.get(2));
      for (int turn = 0; turn < TURNS; turn++) {
        Cost direct = speed.measured(speed::sendDirectly);
        Cost http = speed.measured(speed::sendOverHttp);
        System.out.printf(
            "turn %d%s: checked and sent %s; over HTTP %s; ratio %.2f%n",
            turn,
            turn == 0 ? " (warming up)" : "",
            direct,
            http,
            http.postsPerSecond() / direct.postsPerSecond());
      }
    }
  }

  /** Rate, and processor time of the whole process. */
  private record Cost(double postsPerSecond, double cpuMicrosPerPost) {
    @Override
    public String toString() {
      return "%.0f posts/s (%.0f µs of processor a post)"
          .formatted(postsPerSecond, cpuMicrosPerPost);
    }
  }

  /** Sends all posts. */
  @FunctionalInterface
  private interface Sending {
    void run(List<byte[]> bodies) throws Exception;
  }

  private Cost measured(Sending sending) throws Exception {
    List<byte[]> bodies = bodies();
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    sending.run(bodies);
    double nanos = System.nanoTime() - begin;
    return new Cost(posts * 1e9 / nanos, (cpuNanos() - cpu) / 1e3 / posts);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private List<byte[]> bodies() {
    List<byte[]> bodies = new ArrayList<>();
    for (int from = 0; from < posts; from += batch) {
      bodies.add(
          IntStream.range(from, Math.min(posts, from + batch))
              .mapToObj(ReceiveSpeed::post)
              .collect(Collectors.joining("\n"))
              .getBytes(UTF_8));
    }
    return bodies;
  }

  /** About 800 characters of HTML. */
  private static String post(int number) {
    return "{\"source\":\"wire-%d\",\"id\":\"%d\",\"publishedAt\":\"2022-02-11T10:15:00Z\",\"title\":\"Ferries stop %d\",\"body\":\"%s\"}"
        .formatted(number % 50, number, number, PARAGRAPH.repeat(5));
  }

  private void sendDirectly(List<byte[]> bodies) {
    try (RawTopic raw = RawTopic.open(config, "speed")) {
      List<CompletableFuture<?>> receipts = new ArrayList<>();
      for (byte[] body : bodies) {
        for (String post : new String(body, UTF_8).lines().toList()) {
          receipts.add(raw.send(taken(post)));
        }
      }
      CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new)).join();
    }
  }

  private static DoorPost taken(String json) {
    if (DoorPost.read(json.getBytes(UTF_8)) instanceof Accepted<DoorPost> accepted) {
      return accepted.value();
    }
    throw new IllegalStateException("not taken: " + json);
  }

  private void sendOverHttp(List<byte[]> bodies) throws ExecutionException, InterruptedException {
    try (ReceiveService door = ReceiveService.start(config)) {
      URI address = URI.create(door.address() + "/posts");
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      List<CompletableFuture<Void>> all =
          IntStream.range(0, clients)
              .mapToObj(client -> send(http, address, bodies, client))
              .toList();
      for (CompletableFuture<Void> client : all) {
        client.get();
      }
    }
  }

  /** Every so many-th body, one after the other. */
  private CompletableFuture<Void> send(
      HttpClient http, URI address, List<byte[]> bodies, int index) {
    if (index >= bodies.size()) {
      return CompletableFuture.completedFuture(null);
    }
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(bodies.get(index)))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString())
        .thenAccept(ReceiveSpeed::requireTaken)
        .thenComposeAsync(taken -> send(http, address, bodies, index + clients));
  }

  private static void requireTaken(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
  }
}
