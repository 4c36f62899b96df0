package io.tocsin.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryProbeTest {
  private final List<String> requests = new ArrayList<>();
  private HttpServer registry;
  private volatile int status = 200;
  private volatile String body = "[\"news.posts-value\"]";
  private volatile Map<String, String> headers = Map.of();
  private volatile boolean silent;
  private volatile long length;
  private Instant now = Instant.parse("2022-02-11T18:00:00Z");

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          headers.forEach(exchange.getResponseHeaders()::add);
          exchange.sendResponseHeaders(status, length);
          exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          if (!silent) {
            exchange.close();
          }
        });
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  private RegistryProbe probe(String user, Map<String, String> settings) {
    URI url =
        URI.create(
            "http://" + user + "127.0.0.1:" + registry.getAddress().getPort() + "/apis/ccompat/v7");
    return new RegistryProbe(url, settings, Duration.ofSeconds(5), () -> now);
  }

  @Test
  void shouldAskForTheSubjects() {
    assertThat(probe("", Map.of()).check().healthy()).isTrue();
    assertThat(requests).containsExactly("/apis/ccompat/v7/subjects null");
  }

  @ParameterizedTest
  @CsvSource({"200,true", "204,false", "404,false", "429,false", "500,false", "503,false"})
  void shouldJudgeTheAnswer(int answer, boolean healthy) {
    status = answer;

    Health.Check check = probe("", Map.of()).check();

    assertThat(check.healthy()).isEqualTo(healthy);
    assertThat(check.detail()).startsWith("answered " + answer);
  }

  @Test
  void shouldNotTakeALoginPageForARegistry() {
    body = "<!DOCTYPE html><html><body>Please log in</body></html>";
    headers = Map.of("Content-Type", "text/html; charset=utf-8");

    Health.Check check = probe("", Map.of()).check();

    assertThat(check.healthy()).isFalse();
    assertThat(check.detail())
        .startsWith("answered 200 with text/html; charset=utf-8; expected the list of subjects");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "null", "{}", "{\"subjects\":[]}", "ok"})
  void shouldNotTakeAnotherServiceForARegistry(String answer) {
    body = answer;

    assertThat(probe("", Map.of()).check().healthy()).isFalse();
  }

  @Test
  void shouldSayWhereARedirectionLeads() {
    status = 302;
    headers = Map.of("Location", "https://login.example.org/");

    Health.Check check = probe("", Map.of()).check();

    assertThat(check.healthy()).isFalse();
    assertThat(check.detail())
        .startsWith("answered 302, which leads to https://login.example.org/; expected");
  }

  @Test
  void shouldNotReadMoreOfALongListThanItNeeds() {
    body = "[" + "\"news.posts-value\",".repeat(100);
    silent = true;

    assertThat(probe("", Map.of()).check().healthy()).isTrue();
  }

  @Test
  void shouldTakeALongListThatComesAtOnce() {
    body = "[" + "\"news.posts-value\",".repeat(1_000) + "\"end\"]";
    length = body.length();
    RegistryProbe probe = probe("", Map.of());

    for (int i = 0; i < 20; i++) {
      now = now.plusSeconds(10);
      assertThat(probe.check().detail()).isEqualTo("answered 200");
    }
  }

  @Test
  void shouldNotWaitForEverForAnAnswerThatStops() {
    body = "[";
    silent = true;

    Health.Check check = probe("", Map.of()).check();

    assertThat(check.healthy()).isFalse();
    assertThat(check.detail()).startsWith("did not finish its answer within");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void shouldSayThatALoginIsWanted(int answer) {
    status = answer;

    Health.Check check = probe("", Map.of()).check();

    assertThat(check.healthy()).isFalse();
    assertThat(check.detail())
        .isEqualTo(
            "it wants a login: set tocsin.registry.basic.auth.user.info (answered " + answer + ")");
  }

  @Test
  void shouldLeaveLoginsThatItDoesNotKnowToTheClient() {
    status = 401;

    Health.Check check = probe("", Map.of("bearer.auth.credentials.source", "OAUTHBEARER")).check();

    assertThat(check.healthy()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void shouldNotBeContentWhenOurLoginIsRefused(int answer) {
    status = answer;

    assertThat(probe("me:hidden@", Map.of()).check().healthy()).isFalse();
  }

  @Test
  void shouldKeepAnAnswerForSomeSeconds() {
    RegistryProbe probe = probe("", Map.of());
    probe.check();
    now = now.plusSeconds(4);
    probe.check();
    assertThat(requests).hasSize(1);

    now = now.plusSeconds(1);
    status = 503;

    assertThat(probe.check().healthy()).isFalse();
    assertThat(requests).hasSize(2);
  }

  @Test
  void shouldLogInAsTheClientDoes() {
    probe("", Map.of("basic.auth.user.info", "me:hidden")).check();
    probe("me:hidden@", Map.of()).check();
    probe("", Map.of("bearer.auth.token", "abc")).check();

    assertThat(requests)
        .containsExactly(
            "/apis/ccompat/v7/subjects Basic bWU6aGlkZGVu",
            "/apis/ccompat/v7/subjects Basic bWU6aGlkZGVu",
            "/apis/ccompat/v7/subjects Bearer abc");
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    RegistryProbe probe = probe("", Map.of());
    registry.stop(0);

    assertThat(probe.check().healthy()).isFalse();
    assertThat(probe.check().detail()).startsWith("unreachable");
  }
}
