package io.tocsin.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.avro.RawPost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is at the registry's address answers, but not as a registry does. */
class BrokenRegistryTest {
  private static final String LOGIN_PAGE = "<!DOCTYPE html><html><body>Log in</body></html>";
  private static final byte[] AVRO = {0, 0, 0, 0, 9, 0};
  private static final Answer UNKNOWN =
      new Answer(404, "{\"error_code\":40403,\"message\":\"no such schema\"}", "");

  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private final Queue<Answer> before = new ConcurrentLinkedQueue<>();
  private volatile Answer answer = new Answer(500, "", "");

  /** What the server says; a location makes it a redirection, to a page that says it with 200. */
  record Answer(int status, String body, String location) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/", exchange -> respond(exchange, Objects.requireNonNullElse(before.poll(), answer)));
    server.createContext("/login", exchange -> respond(exchange, new Answer(200, LOGIN_PAGE, "")));
    server.createContext(
        "/hangs",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
  }

  private static void respond(com.sun.net.httpserver.HttpExchange exchange, Answer answer)
      throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (!answer.location().isEmpty()) {
      exchange.getResponseHeaders().add("Location", answer.location());
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private Serde<RawPost> serde(String path) {
    return serde(path, Duration.ofMillis(150));
  }

  private Serde<RawPost> serde(String path, Duration patience) {
    return AvroSerdes.connect(
            "http://localhost:" + server.getAddress().getPort() + path,
            Map.of("http.read.timeout.ms", 200),
            patience)
        .serde(RawPost.class, "news.posts.raw-value");
  }

  /** A post as a writer of the schema of id 9 leaves it. */
  private static byte[] written(String source) {
    AvroSerdes serdes = AvroSerdes.inMemory();
    byte[] bytes =
        serdes
            .serde(RawPost.class, "news.posts.raw-value")
            .serializer()
            .serialize("t", RawPost.newBuilder().setSource(source).setId("1").build());
    System.arraycopy(AVRO, 0, bytes, 0, 5);
    return bytes;
  }

  private void write(String path) {
    serde(path)
        .serializer()
        .serialize("t", RawPost.newBuilder().setSource("wire").setId("1").build());
  }

  static Stream<Answer> answersOfNoRegistry() {
    return Stream.of(
        new Answer(500, LOGIN_PAGE, ""),
        new Answer(502, "", ""),
        new Answer(200, LOGIN_PAGE, ""),
        new Answer(200, "", ""),
        new Answer(200, "null", ""),
        new Answer(200, "{}", ""),
        new Answer(200, "[]", ""),
        new Answer(200, "{\"id\":\"seven\"}", ""),
        new Answer(200, "{\"id\":4", ""),
        new Answer(204, "", ""),
        new Answer(302, "", "/login"),
        new Answer(307, "", "/login"),
        new Answer(404, LOGIN_PAGE, ""),
        new Answer(404, "{\"error\":\"no such path\"}", ""),
        new Answer(409, LOGIN_PAGE, ""),
        new Answer(422, "unprocessable", ""),
        new Answer(429, "{\"error_code\":429,\"message\":\"slow down\"}", ""));
  }

  @ParameterizedTest
  @MethodSource("answersOfNoRegistry")
  void shouldBeAnOutageForAWriter(Answer given) {
    answer = given;

    assertThatThrownBy(() -> write(""))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("tocsin.registry.url");
  }

  @ParameterizedTest
  @MethodSource("answersOfNoRegistry")
  void shouldBeAnOutageForAReaderAndNotABadRecord(Answer given) {
    answer = given;

    assertThatThrownBy(() -> serde("").deserializer().deserialize("t", AVRO))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("tocsin.registry.url");
  }

  @Test
  void shouldNotBeWaitedForWhenItHangs() {
    assertThatThrownBy(() -> write("/hangs")).isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> serde("/hangs").deserializer().deserialize("t", AVRO))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  /** As one does that has not yet read its own topic. */
  @Test
  void shouldNotBeBelievedThatAnIdIsUnknownWhenItHasJustComeBack() {
    before.addAll(List.of(new Answer(503, "", ""), UNKNOWN, UNKNOWN));
    String schema = RawPost.getClassSchema().toString().replace("\"", "\\\"");
    answer = new Answer(200, "{\"schema\":\"" + schema + "\"}", "");

    assertThat(serde("", Duration.ofMinutes(1)).deserializer().deserialize("t", written("wire")))
        .extracting(RawPost::getSource)
        .isEqualTo("wire");
    assertThat(before).isEmpty();
  }

  @Test
  void shouldBeBelievedWhenItGoesOnSayingSo() {
    before.add(new Answer(503, "", ""));
    answer = UNKNOWN;

    assertThatThrownBy(() -> serde("", Duration.ofSeconds(2)).deserializer().deserialize("t", AVRO))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Schema id 9 is unknown");
    assertThat(before).isEmpty();
  }

  @Test
  void shouldTellABadRecordFromAnOutageWhenTheRegistrySaysSo() {
    answer = UNKNOWN;
    assertThatThrownBy(() -> serde("").deserializer().deserialize("t", AVRO))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Schema id 9 is unknown");

    answer = new Answer(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}", "");
    assertThatThrownBy(() -> serde("").deserializer().deserialize("t", AVRO))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Schema id 9 is no Avro");
  }
}
