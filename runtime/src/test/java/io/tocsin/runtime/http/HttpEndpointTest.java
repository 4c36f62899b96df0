package io.tocsin.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.runtime.http.Health.Check;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private volatile boolean ready = true;
  private volatile Check additional = new Check("model", true, "read");
  private final HttpEndpoint endpoint =
      HttpEndpoint.start(
          "127.0.0.1",
          0,
          new Pages(
              () -> new Health(List.of(new Check("topology", true, "RUNNING"))),
              () ->
                  new Health(
                      List.of(
                          new Check("streams", true, "RUNNING"),
                          additional,
                          new Check("registry", ready, "answered \"503\"\n"))),
              () -> "up 1.0\n",
              () -> "Topologies:\n",
              () -> "tocsin.namespace = news\n"),
          meters);

  @AfterEach
  void close() {
    endpoint.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return ask("GET", path);
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(endpoint.address().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldAnswerForTheLiving() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/health/live");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"up\",\"checks\":[{\"name\":\"topology\",\"status\":\"up\","
                + "\"detail\":\"RUNNING\"}]}");
  }

  @Test
  void shouldBeReadyAndSayThatItIsDegraded() throws IOException, InterruptedException {
    additional = Check.degraded("model", "missing");

    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body())
        .startsWith("{\"status\":\"degraded\"")
        .contains("{\"name\":\"model\",\"status\":\"degraded\",\"detail\":\"missing\"}");

    ready = false;

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).startsWith("{\"status\":\"down\"");
  }

  @Test
  void shouldBeReadyOnlyWhenEveryCheckIsWell() throws IOException, InterruptedException {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    ready = false;

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body())
        .startsWith("{\"status\":\"down\"")
        .contains("{\"name\":\"streams\",\"status\":\"up\"")
        .contains(
            "{\"name\":\"registry\",\"status\":\"down\",\"detail\":\"answered \\\"503\\\"\\n\"}");
  }

  @Test
  void shouldServeMetricsTopologyAndConfiguration() throws IOException, InterruptedException {
    assertThat(get("/metrics").body()).isEqualTo("up 1.0\n");
    assertThat(get("/metrics").headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain")
        .contains("version=0.0.4");
    assertThat(get("/topology").body()).isEqualTo("Topologies:\n");
    assertThat(get("/config").body()).isEqualTo("tocsin.namespace = news\n");
    assertThat(get("/other").statusCode()).isEqualTo(404);
  }

  private long answered(String... tags) {
    return meters.find("tocsin.http.requests").tags(tags).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  @Test
  void shouldTimeItsAnswersByRoute() throws IOException, InterruptedException {
    get("/metrics");
    get("/metrics?again");

    await().until(() -> answered("route", "/metrics", "method", "GET", "status", "200") == 2);
  }

  @Test
  void shouldHaveFewMetersWhateverIsAskedFor() throws IOException, InterruptedException {
    for (int i = 0; i < 50; i++) {
      get("/nothing/" + i);
      ask("M" + i, "/metrics");
    }

    await().until(() -> answered() == 100);
    assertThat(meters.find("tocsin.http.requests").timers())
        .hasSizeLessThanOrEqualTo(3)
        .allSatisfy(timer -> assertThat(timer.getId().getTag("route")).isIn("other", "/metrics"))
        .allSatisfy(timer -> assertThat(timer.getId().getTag("method")).isIn("other", "GET"));
  }

  @Test
  void shouldStopAlthoughARequestHangs() {
    CountDownLatch asked = new CountDownLatch(1);
    Semaphore release = new Semaphore(0);
    HttpEndpoint hanging = HttpEndpoint.start("127.0.0.1", 0, hanging(asked, release), meters);
    URI page = hanging.address().resolve("/topology");
    try {
      CompletableFuture<HttpResponse<String>> answer =
          HttpClient.newHttpClient()
              .sendAsync(
                  HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
      await().atMost(PATIENCE).until(() -> asked.getCount() == 0);

      CompletableFuture<Void> stopping = CompletableFuture.runAsync(hanging::close);

      await().atMost(PATIENCE).until(stopping::isDone);
      assertThat(stopping).isCompleted();
      assertThat(answer).as("the request still hangs").isNotCompleted();
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> new Socket(page.getHost(), page.getPort()).close());
    } finally {
      release.release();
    }
  }

  /** A page that is made as long as nobody releases it, whoever interrupts. */
  private static Pages hanging(CountDownLatch asked, Semaphore release) {
    return new Pages(
        () -> new Health(List.of()),
        () -> new Health(List.of()),
        () -> "",
        () -> {
          asked.countDown();
          release.acquireUninterruptibly();
          return "";
        },
        () -> "");
  }

  @Test
  void shouldSayThatThePortIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatExceptionOfType(PortUnavailableException.class)
          .isThrownBy(
              () ->
                  HttpEndpoint.start(
                      "127.0.0.1",
                      port,
                      new Pages(
                          () -> new Health(List.of()),
                          () -> new Health(List.of()),
                          () -> "",
                          () -> "",
                          () -> ""),
                      meters))
          .withMessageContaining("127.0.0.1:" + port)
          .withMessageContaining("tocsin.http.port");
    }
  }
}
