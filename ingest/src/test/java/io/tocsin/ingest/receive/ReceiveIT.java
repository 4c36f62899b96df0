package io.tocsin.ingest.receive;

import static io.tocsin.ingest.receive.Door.JSON;
import static io.tocsin.ingest.receive.Door.LINES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Post;
import io.tocsin.ingest.IngestApp;
import io.tocsin.ingest.receive.Door.Answered;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The HTTP door on a real broker. */
@ExtendWith(ClusterExtension.class)
class ReceiveIT {
  private static final int PARTITIONS = 3;
  private static final String TOKEN = "a-token-that-is-long-enough";

  private static RawPosts post(int number) {
    return RawPosts.rawPost().of("wire", "post-" + number).title("Headline " + number);
  }

  private static String raw(TestCluster cluster) {
    return cluster.topics(ClockMode.LIVE, PARTITIONS).rawPosts().name();
  }

  private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  /** All that is documented was seen, but what takes slow and greedy clients. */
  @AfterAll
  static void shouldHaveAnsweredAllThatIsDocumentedOfPosts() {
    Contract contract = Contract.PUBLISHED;
    List<String> documented = new ArrayList<>();
    contract
        .document()
        .at("/paths/~1posts/post/responses")
        .fieldNames()
        .forEachRemaining(status -> documented.add("POST /posts " + status));
    documented.removeAll(List.of("POST /posts 408", "POST /posts 429"));
    assertThat(contract.seen())
        .containsAll(documented)
        .contains("PUT /posts/{source}/{id} 200", "DELETE /posts/{source}/{id} 200");
  }

  @Test
  void shouldTakeOneOrManyInEveryFormAndSayWhereTheyStand(TestCluster cluster) {
    try (Door door = Door.open(cluster, Map.of())) {
      Answered one = door.post(JSON, post(0).jsonBytes());
      Answered array = door.post(JSON, " [" + post(1).json() + ",\n" + post(2).json() + " ]\n");
      Answered lines = door.post(LINES, post(3).json() + "\n\n" + post(4).json() + "\r\n");
      Answered packed =
          door.send(
              door.request("/posts")
                  .header("Content-Type", LINES + "; charset=UTF-8")
                  .header("Content-Encoding", "gzip")
                  .POST(BodyPublishers.ofByteArray(Door.gzip(post(5).jsonBytes()))));
      List<Answered> all = List.of(one, array, lines, packed);
      assertThat(all).extracting(Answered::status).containsOnly(200);
      assertThat(all)
          .extracting(answer -> answer.json().get("taken").asInt())
          .containsExactly(1, 2, 2, 1);
      Set<String> receipts =
          all.stream()
              .flatMap(answer -> StreamOf.elements(answer.json().get("posts")))
              .map(p -> p.get("post").asText() + "@" + p.get("partition") + "/" + p.get("offset"))
              .collect(Collectors.toSet());
      List<ConsumerRecord<byte[], byte[]>> records = cluster.readAll(raw(cluster));
      assertThat(
              records.stream()
                  .map(r -> new String(r.key(), UTF_8) + "@" + r.partition() + "/" + r.offset())
                  .collect(Collectors.toSet()))
          .isEqualTo(receipts)
          .hasSize(6);
      assertThat(values(records))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 6).mapToObj(number -> post(number).json()).toList());
    }
  }

  @Test
  void shouldRefuseBadPostsOneByOneAndTakeTheOthers(TestCluster cluster) throws Exception {
    String deep = "[".repeat(60) + "]".repeat(60);
    List<String> lines =
        List.of(
            post(0).json(),
            "{\"source\":\"a\",\"source\":\"b\",\"id\":\"1\",\"title\":\"t\"}",
            "{\"source\":\"a\",\"id\":\"1\",\"title\":\"t\",\"x\":" + deep + "}",
            "{\"source\":\"a\",\"id\":\"1\\u0007\",\"title\":\"t\"}",
            "{\"source\":\"a\",\"id\":\"1\"}",
            "{\"source\":\"a\",\"id\":\"1\",\"title\":\"" + "t".repeat(1 << 20) + "\"}",
            "{\"source\":\"a\",\"id\":\"1\",\"title\":\"bad \u00ff\"}",
            post(1).json());
    byte[] body = String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    try (Door door = Door.open(cluster, Map.of())) {
      Answered answer = door.post(LINES, body);
      assertThat(answer.status()).isEqualTo(207);
      assertThat(IntStream.range(0, 8).mapToObj(answer::outcome))
          .containsExactly(
              "taken",
              "refused broken-json",
              "refused broken-json",
              "refused control-character",
              "refused no-text",
              "refused too-large",
              "refused invalid-utf8",
              "taken");
      assertThat(answer.json().get("posts").get(4).get("detail").asText())
          .startsWith("title, body: both empty; expected text");
      assertThat(values(cluster.readAll(raw(cluster))))
          .containsExactlyInAnyOrder(post(0).json(), post(1).json());
      Answered none = door.post(JSON, lines.get(4));
      assertThat(none.status()).isEqualTo(400);
      assertThat(none.type()).startsWith("application/problem+json");
      assertThat(none.json().get("type").asText()).isEqualTo("urn:tocsin:problem:refused");
      assertThat(none.json().get("status").asInt()).isEqualTo(400);
      assertThat(none.json().get("detail").asText()).startsWith("title, body: both empty");
      assertThat(door.metrics())
          .contains("tocsin_receive_posts_taken_total{namespace=")
          .containsPattern("tocsin_receive_posts_refused_total\\{[^}]*reason=\"no-text\"[^}]*} 2.0")
          .containsPattern(
              "tocsin_receive_requests_seconds_count\\{method=\"POST\"[^}]*status=\"207\"[^}]*} 1")
          .containsPattern("tocsin_receive_in_flight_bytes\\{[^}]*} 0.0");
    }
  }

  @Test
  void shouldEditTakeBackAndTakeDownByAddress(TestCluster cluster) {
    try (Door door = Door.open(cluster, Map.of())) {
      assertThat(
              door.put(
                      "/posts/the%20wire/live/2022%2F17%25/%C3%BC",
                      "{\"title\":\"New\",\"x\":1.50}")
                  .status())
          .isEqualTo(200);
      assertThat(
              door.put("/posts/wire/1", "{\"id\":\"1\",\"source\":null,\"title\":\"t\"}").status())
          .isEqualTo(200);
      assertThat(door.delete("/posts/wire/1").status()).isEqualTo(200);
      Answered takenDown = door.delete("/posts/wire/1?erase=true");
      assertThat(takenDown.status()).isEqualTo(200);
      assertThat(takenDown.json().get("posts").get(0).get("post").asText()).isEqualTo("wire:1");

      Answered another = door.put("/posts/wire/1", "{\"id\":\"2\",\"title\":\"t\"}");
      assertThat(another.status()).isEqualTo(400);
      assertThat(another.json().get("detail").asText())
          .isEqualTo("id: \"2\"; expected what the address says, \"1\", or nothing");
      assertThat(door.put("/posts/wire/1", "[]").status()).isEqualTo(400);
      assertThat(door.put("/posts/wire/1", "{\"title\":1}").outcome(0))
          .isEqualTo("refused wrong-type");
      assertThat(door.delete("/posts/wire/1?erase=yes").status()).isEqualTo(400);
      assertThat(door.delete("/posts/wire/%FF").status()).isEqualTo(400);
      assertThat(door.delete("/posts/a:b/1").outcome(0)).isEqualTo("refused reserved-character");

      assertThat(values(cluster.readAll(raw(cluster))))
          .containsExactlyInAnyOrder(
              "{\"title\":\"New\",\"x\":1.5,\"source\":\"the wire\",\"id\":\"live/2022/17%/ü\"}",
              "{\"id\":\"1\",\"source\":\"wire\",\"title\":\"t\"}",
              "{\"source\":\"wire\",\"id\":\"1\",\"status\":\"CANCELED\"}",
              "{\"source\":\"wire\",\"id\":\"1\",\"status\":\"CANCELED\",\"erase\":true}");
    }
  }

  @Test
  void shouldRefuseRequestsThatItCannotRead(TestCluster cluster) {
    Map<String, String> small =
        Map.of("tocsin.receive.max-body", "64KiB", "tocsin.receive.max-posts", "3");
    String one = post(0).json();
    try (Door door = Door.open(cluster, small)) {
      assertThat(problem(door.post("text/plain", one))).isEqualTo("415 unsupported");
      assertThat(problem(door.post(JSON + "; charset=latin1", one))).isEqualTo("415 unsupported");
      assertThat(problem(encoded(door, "br", one.getBytes(UTF_8)))).isEqualTo("415 unsupported");
      assertThat(problem(encoded(door, "gzip", one.getBytes(UTF_8)))).isEqualTo("400 malformed");
      byte[] packed = Door.gzip(one.getBytes(UTF_8));
      byte[] half = java.util.Arrays.copyOf(packed, packed.length - 10);
      assertThat(problem(encoded(door, "gzip", half))).isEqualTo("400 malformed");
      byte[] bomb = Door.gzip(new byte[50_000_000]);
      assertThat(bomb.length).isLessThan(64 << 10);
      assertThat(problem(encoded(door, "gzip", bomb))).isEqualTo("413 too-large");
      assertThat(problem(door.post(JSON, ""))).isEqualTo("400 malformed");
      assertThat(problem(door.post(JSON, "[]"))).isEqualTo("400 malformed");
      assertThat(problem(door.post(JSON, "[" + one + "," + one))).isEqualTo("400 malformed");
      assertThat(problem(door.post(JSON, "[" + one + " " + one + "]"))).isEqualTo("400 malformed");
      assertThat(problem(door.post(LINES, (one + "\n").repeat(4)))).isEqualTo("413 too-large");
      assertThat(problem(door.send(door.request("/posts").GET())))
          .isEqualTo("405 method-not-allowed");
      assertThat(problem(door.send(door.request("/elsewhere").GET()))).isEqualTo("404 not-found");
      assertThat(cluster.readAll(raw(cluster))).as("nothing of them was sent").isEmpty();
      assertThat(door.post(LINES, (one + "\n").repeat(3)).status()).isEqualTo(200);
    }
  }

  private static Answered encoded(Door door, String encoding, byte[] body) {
    return door.send(
        door.request("/posts")
            .header("Content-Type", JSON)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static String problem(Answered answer) {
    assertThat(answer.type()).startsWith("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
    String type = answer.json().get("type").asText();
    return answer.status() + " " + type.substring(type.lastIndexOf(':') + 1);
  }

  @Test
  void shouldLetOnlyThoseWriteWhoShowAToken(TestCluster cluster) {
    Map<String, String> tokens =
        Map.of("tocsin.receive.tokens", "another-that-is-long-enough," + TOKEN);
    try (Door door = Door.open(cluster, tokens)) {
      Answered without = door.post(JSON, post(0).json());
      assertThat(problem(without)).isEqualTo("401 unauthorized");
      assertThat(without.response().headers().firstValue("www-authenticate"))
          .hasValue("Bearer realm=\"tocsin\"");
      Answered wrong =
          door.send(
              door.request("/posts/wire/1")
                  .header("Authorization", "Bearer " + TOKEN + "x")
                  .DELETE());
      assertThat(problem(wrong)).isEqualTo("401 unauthorized");
      assertThat(wrong.response().headers().firstValue("www-authenticate").orElse(""))
          .contains("invalid_token");
      Answered right =
          door.send(
              door.request("/posts")
                  .header("Authorization", "bearer " + TOKEN)
                  .header("Content-Type", JSON)
                  .POST(BodyPublishers.ofByteArray(post(0).jsonBytes())));
      assertThat(right.status()).isEqualTo(200);
      assertThat(cluster.readAll(raw(cluster))).hasSize(1);
    }
  }

  @Test
  void shouldMakeNoRevisionOfWhatIsSentAgain(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    String first = post(1).revision(1).json();
    String edit = "{\"revision\":2,\"title\":\"Ferries stop\"}";
    try (Door door = Door.open(cluster, Map.of());
        RunningService ingest = ingest(cluster, PARTITIONS)) {
      door.post(JSON, first);
      door.post(JSON, first);
      door.put("/posts/wire/post-1", edit);
      door.put("/posts/wire/post-1", edit);
      door.post(JSON, first);
      door.delete("/posts/wire/post-1");
      door.delete("/posts/wire/post-1");
      door.post(JSON, post(2).json());
      List<Post> posts =
          cluster.awaitRecords(topics.posts(), 4).stream().map(ConsumerRecord::value).toList();
      assertThat(posts.stream().filter(p -> p.getId().equals("post-1")))
          .extracting(p -> p.getRevision() + " " + p.getTitle() + " " + p.getStatus())
          .containsExactly("1 Headline 1 USABLE", "2 Ferries stop USABLE", "3 Ferries stop KILLED");
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(ingest.meters().counter("tocsin.ingest.revisions.redelivered").count())
                      .isEqualTo(3));
      assertThat(cluster.readAll(topics.deadLetters("ingest").name())).isEmpty();
    }
  }

  @Test
  void shouldTakeDownWhatIsToBeErased(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, 1);
    try (Door door = Door.open(cluster, Map.of("tocsin.topics.partitions", "1"));
        RunningService ingest = ingest(cluster, 1)) {
      door.post(JSON, post(1).json());
      cluster.awaitRecords(topics.posts(), 1);
      assertThat(door.delete("/posts/wire/post-1?erase=true").status()).isEqualTo(200);
      Post last = cluster.awaitRecords(topics.posts(), 2).get(1).value();
      assertThat(last.getStatus()).hasToString("KILLED");
      assertThat(last.getTitle()).as("says nothing").isEmpty();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(cluster.readAll(topics.posts().name()))
                      .as("a tombstone under the post's key")
                      .anyMatch(
                          record ->
                              record.value() == null
                                  && new String(record.key(), UTF_8).equals("wire:post-1")));
      assertThat(ingest.failure().toCompletableFuture()).isNotDone();
    }
  }

  private static RunningService ingest(TestCluster cluster, int partitions) {
    ServiceConfigBuilder builder = ServiceShell.config(IngestApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    ServiceConfig config = builder.partitions(partitions).build();
    return ServiceShell.start(IngestApp.of(config), config);
  }

  @Test
  void shouldHaveOnTheTopicWhatItAnsweredWhenItIsStopped(TestCluster cluster) {
    Set<String> answered = new ConcurrentSkipListSet<>();
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Void>> senders;
    try (Door door = Door.open(cluster, Map.of())) {
      senders =
          IntStream.range(0, 4)
              .mapToObj(
                  i -> CompletableFuture.runAsync(() -> sendUntilRefused(door, next, answered)))
              .toList();
      Awaitility.await().until(() -> answered.size() > 50);
    }
    senders.forEach(CompletableFuture::join);
    Set<String> sent =
        cluster.readAll(raw(cluster)).stream()
            .map(record -> new String(record.key(), UTF_8))
            .collect(Collectors.toSet());
    assertThat(sent).containsAll(answered);
  }

  private static void sendUntilRefused(Door door, AtomicInteger next, Set<String> answered) {
    boolean open = true;
    while (open) {
      RawPosts post = post(next.getAndIncrement());
      try {
        open = door.post(JSON, post.jsonBytes()).status() == 200;
      } catch (java.io.UncheckedIOException closed) {
        open = false;
      }
      if (open) {
        answered.add(post.postKey());
      }
    }
  }

  @Test
  void shouldSayWhenTheBrokerIsGoneAndGoOnWhenItIsBack(TestCluster cluster) {
    Map<String, String> impatient =
        Map.of(
            "tocsin.kafka.request.timeout.ms", "1000",
            "tocsin.kafka.delivery.timeout.ms", "2000");
    try (Door door = Door.open(cluster, impatient)) {
      assertThat(door.post(JSON, post(0).json()).status()).isEqualTo(200);
      Awaitility.await().until(() -> door.health().status() == 200);
      cluster.cluster().stopBroker();
      Answered lost = door.post(JSON, "[" + post(1).json() + ",{}]");
      assertThat(problem(lost)).isEqualTo("503 unavailable");
      assertThat(lost.response().headers().firstValue("retry-after")).isPresent();
      assertThat(List.of(lost.outcome(0), lost.outcome(1)))
          .containsExactly("failed", "refused missing-field");
      Awaitility.await().until(() -> door.health().status() == 503);
      cluster.cluster().startBroker();
      Awaitility.await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> door.post(JSON, post(2).json()).status() == 200);
      Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> door.health().status() == 200);
    }
  }
}
