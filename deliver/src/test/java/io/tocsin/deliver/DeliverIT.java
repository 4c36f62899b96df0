package io.tocsin.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.deliver.Hook.Answer;
import io.tocsin.deliver.Hook.Request;
import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks, on a real broker and registry and with a real HTTP server. */
@ExtendWith(ClusterExtension.class)
class DeliverIT {
  @TempDir private Path directory;

  private static ConditionFactory await() {
    return Awaitility.await().atMost(TestCluster.PATIENCE);
  }

  private static Hook taking() {
    return Hook.start(request -> Answer.of(204));
  }

  /** Of one alert, so that they have an order. */
  private static List<AlertEvent> life(String alertId, int events) {
    return IntStream.rangeClosed(1, events)
        .mapToObj(
            i -> Events.event(alertId, i, i == 1 ? AlertEventType.OPENED : AlertEventType.UPDATED))
        .toList();
  }

  private static List<String> ids(List<AlertEvent> events) {
    return events.stream().map(AlertEvent::getEventId).toList();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void shouldDeliverInOrderAndGoOnWhereItWas(TestCluster cluster) {
    try (Hook desk = taking();
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), "")).start()) {
      List<AlertEvent> first = life("a", 30);
      delivery.happen(first);
      await().until(() -> desk.requests().size() == 30);
      assertThat(desk.eventIds()).isEqualTo(ids(first));
      await().until(() -> delivery.meter("tocsin_deliver_lag", "desk") == 0);
      delivery.stop();
      delivery.open("b");
      delivery.start();
      await().until(() -> desk.requests().size() > 30);
      delivery.open("c");
      await().until(() -> desk.eventIds().contains("c-1"));
      assertThat(desk.eventIds()).hasSize(32).endsWith("b-1", "c-1");
      assertThat(delivery.meter("tocsin_deliver_delivered_total", "desk")).isEqualTo(2);
      assertThat(delivery.meter("tocsin_deliver_delay_seconds_count", "desk")).isEqualTo(2);
    }
  }

  @Test
  void shouldSendSignedCloudEvents(TestCluster cluster) throws Exception {
    try (Hook desk = taking();
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), "")).start()) {
      delivery.open("a");
      await().until(() -> desk.requests().size() == 1);
      Request request = desk.requests().get(0);
      assertThat(request.path()).isEqualTo("/hook?key=hidden");
      assertThat(request.header("Content-Type"))
          .isEqualTo("application/cloudevents+json; charset=UTF-8");
      JsonNode event = request.json();
      assertThat(event.path("specversion").asText()).isEqualTo("1.0");
      assertThat(event.path("id").asText()).isEqualTo("a-1");
      assertThat(event.path("type").asText()).isEqualTo("io.tocsin.alert.opened");
      assertThat(event.path("source").asText()).isEqualTo("/tocsin/alerts");
      assertThat(event.path("subject").asText()).isEqualTo("a");
      assertThat(event.path("alertlink").asText())
          .startsWith("http://127.0.0.1:8095/#alert=a&namespace=");
      assertThat(event.path("time").asText()).isEqualTo("2026-03-01T01:00:00Z");
      assertThat(event.at("/data/alert/evidence/0/title").asText())
          .isEqualTo("Harbour <b>\"evacuated\"</b>");
      String at = request.header("webhook-timestamp");
      assertThat(Instant.ofEpochSecond(Long.parseLong(at))).isAfter(Events.AT);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(Delivery.SECRET), "HmacSHA256"));
      String signed = request.header("webhook-id") + "." + at + "." + request.body();
      assertThat(request.header("webhook-signature"))
          .isEqualTo(
              "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
      assertThat(delivery.page("/topology")).contains("desk").doesNotContain("hidden");
      assertThat(delivery.page("/config")).doesNotContain("hidden", Delivery.SECRET);
    }
  }

  @Test
  void shouldHoldUpNobodyForOneThatFailsOrIsSilent(TestCluster cluster) {
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean broken = new AtomicBoolean(true);
    try (Hook good = taking();
        Hook failing = Hook.start(request -> Answer.of(broken.get() ? 500 : 200));
        Hook silent =
            Hook.start(
                request -> {
                  awaitQuietly(end);
                  return Answer.of(200);
                });
        Delivery delivery =
            Delivery.on(
                    cluster,
                    directory,
                    Delivery.webhook("good", good.url(), ""),
                    Delivery.webhook("failing", failing.url(), ""),
                    Delivery.webhook("silent", silent.url(), ", timeout: 1s"))
                .start()) {
      List<AlertEvent> events = life("a", 60);
      delivery.happen(events);
      await().until(() -> good.requests().size() == 60);
      await().until(() -> failing.requests().size() > 5);
      await().until(() -> delivery.meter("tocsin_deliver_failed_total", "silent") >= 2);
      await().until(() -> delivery.meter("tocsin_deliver_lag", "failing") == 60);
      assertThat(new HashSet<>(failing.eventIds())).containsExactly("a-1");
      assertThat(new HashSet<>(silent.eventIds())).containsExactly("a-1");
      assertThat(delivery.meter("tocsin_deliver_failing", "failing")).isEqualTo(1);
      assertThat(delivery.page("/health/ready"))
          .contains("\"status\":\"degraded\"", "no answer within 1 s", "status 500");
      broken.set(false);
      failing.forget();
      await().until(() -> failing.requests().size() >= 60);
      assertThat(failing.eventIds().stream().distinct().toList()).isEqualTo(ids(events));
      assertThat(delivery.meter("tocsin_deliver_retried_total", "failing")).isGreaterThan(4);
      await().until(() -> delivery.meter("tocsin_deliver_failing", "failing") == 0);
      end.countDown();
      await().until(() -> Set.copyOf(silent.eventIds()).size() == 60);
      assertThat(good.eventIds()).isEqualTo(ids(events));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldBuryWhatIsRefusedAndGoOn(TestCluster cluster) {
    try (Hook elsewhere = taking();
        Hook desk =
            Hook.start(
                request ->
                    switch (request.eventId()) {
                      case "a-2" -> Answer.of(404);
                      case "a-3" -> new Answer(302, Map.of("Location", elsewhere.url()), false);
                      case "a-4" -> new Answer(200, Map.of(), true);
                      default -> Answer.of(200);
                    });
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), "")).start()) {
      String alerts = delivery.topics().alerts().name();
      cluster.produce(alerts, "evacuation|UA", "no Avro", 0);
      delivery.happen(life("a", 5));
      await().until(() -> desk.eventIds().contains("a-5"));
      assertThat(desk.eventIds()).containsExactly("a-1", "a-2", "a-3", "a-4", "a-5");
      assertThat(elsewhere.requests()).isEmpty();
      var letters = cluster.awaitRecords(delivery.topics().deadLetters("deliver").name(), 3);
      assertThat(letters)
          .extracting(letter -> header(letter, "tocsin.reason"))
          .containsExactly("unreadable", "status-404", "redirected");
      ConsumerRecord<byte[], byte[]> refused = letters.get(1);
      assertThat(header(refused, "tocsin.origin")).isEqualTo("desk");
      assertThat(header(refused, "tocsin.service")).isEqualTo("deliver");
      assertThat(header(refused, "tocsin.reason.detail")).isEqualTo("status 404");
      assertThat(refused.key()).isEqualTo("evacuation|UA".getBytes(UTF_8));
      assertThat(
              delivery
                  .topics()
                  .alerts()
                  .valueSerde()
                  .deserializer()
                  .deserialize(alerts, refused.value())
                  .getEventId())
          .isEqualTo("a-2");
      await().until(() -> delivery.meter("tocsin_deliver_lag", "desk") == 0);
      assertThat(delivery.meter("tocsin_deliver_dead_lettered_total", "desk")).isEqualTo(3);
    }
  }

  @Test
  void shouldTryAgainWhereItIsAskedToAndGiveUpInTheEnd(TestCluster cluster) {
    try (Hook busy =
            Hook.start(
                new Function<>() {
                  private int left = 3;

                  @Override
                  public synchronized Answer apply(Request request) {
                    int status = left == 3 ? 408 : left == 2 ? 425 : 429;
                    return left-- > 0
                        ? new Answer(status, Map.of("Retry-After", "0"), false)
                        : Answer.of(200);
                  }
                });
        Hook dead = Hook.start(request -> Answer.of(503));
        Delivery delivery =
            Delivery.on(
                    cluster,
                    directory,
                    Delivery.webhook("busy", busy.url(), ""),
                    Delivery.webhook("dead", dead.url(), ", giveUpAfter: 1s"))
                .start()) {
      List<AlertEvent> events = life("a", 25);
      delivery.happen(events);
      await().until(() -> busy.requests().size() == 28);
      assertThat(busy.eventIds()).startsWith("a-1", "a-1", "a-1", "a-1", "a-2");
      var letters = cluster.awaitRecords(delivery.topics().deadLetters("deliver").name(), 25);
      assertThat(letters)
          .allSatisfy(
              letter -> {
                assertThat(header(letter, "tocsin.reason")).isEqualTo("gave-up");
                assertThat(header(letter, "tocsin.reason.detail"))
                    .isEqualTo("after PT1S: status 503");
                assertThat(header(letter, "tocsin.origin")).isEqualTo("dead");
              });
      assertThat(dead.eventIds().stream().distinct().toList()).isEqualTo(ids(events));
      await().until(() -> delivery.meter("tocsin_deliver_lag", "dead") == 0);
    }
  }

  @Test
  void shouldBeginWithWhatComesAndDeliverToEachWhatIsForIt(TestCluster cluster) {
    try (Hook all = taking();
        Hook critical = taking();
        Hook fresh = taking();
        Delivery delivery =
            Delivery.on(
                cluster,
                directory,
                Delivery.webhook("all", all.url(), ""),
                Delivery.webhook(
                    "critical",
                    critical.url(),
                    ", severities: critical, scopes: UA, labels: {desk: europe}"),
                "{name: fresh, webhook: {url: '%s', secret: env:SECRET}}".formatted(fresh.url()))) {
      delivery.open("old");
      delivery.start();
      await().until(() -> all.requests().size() == 1);
      // where "fresh" began is kept: what comes while nobody reads is not missed
      await().until(() -> delivery.page("/health/ready").contains("\"joined\""));
      await().until(() -> delivery.meter("tocsin_deliver_passed_total", "critical") == 1);
      await().until(() -> committed(cluster, "fresh"));
      delivery.stop();
      delivery.happen(Events.event("new", 1, AlertEventType.OPENED));
      delivery.happen(Events.event("new", 2, AlertEventType.UPDATED, "critical"));
      delivery.happen(Events.event("low", 3, AlertEventType.REDACTED));
      delivery.happen(Events.event("new", 4, AlertEventType.RESOLVED, "critical"));
      delivery.start();
      await().until(() -> all.requests().size() == 5 && fresh.requests().size() == 4);
      await().until(() -> critical.requests().size() == 3);
      assertThat(fresh.eventIds()).containsExactly("new-1", "new-2", "low-3", "new-4");
      assertThat(critical.eventIds()).containsExactly("new-2", "low-3", "new-4");
    }
  }

  private static boolean committed(TestCluster cluster, String receiver) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      return admin
              .listConsumerGroupOffsets(cluster.namespace() + "-deliver-" + receiver)
              .partitionsToOffsetAndMetadata()
              .get()
              .size()
          == 3;
    }
  }

  @Test
  void shouldOutliveBrokersAndRegistry(TestCluster cluster) {
    try (Hook desk = taking();
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), ""))) {
      delivery.open("a");
      cluster.cluster().stopRegistry();
      delivery.start();
      await().until(() -> delivery.page("/health/ready").contains("\"degraded\""));
      assertThat(desk.requests()).isEmpty();
      cluster.cluster().startRegistry();
      await().until(() -> desk.eventIds().contains("a-1"));
      await().until(() -> delivery.meter("tocsin_deliver_lag", "desk") == 0);
      cluster.cluster().stopBroker();
      await().until(() -> delivery.page("/health/ready").contains("no connection"));
      cluster.cluster().startBroker();
      delivery.open("b");
      await().until(() -> desk.eventIds().contains("b-1"));
    }
  }

  @Test
  void shouldShareTheWorkAndTakeItOver(TestCluster cluster) {
    try (Hook desk = taking();
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), "")).start()) {
      DeliverService other = delivery.make();
      List<AlertEvent> events = new ArrayList<>();
      for (String scope : List.of("UA", "PL", "DE", "FR", "IT", "ES")) {
        AlertEvent event = Events.event("a-" + scope, 1, AlertEventType.OPENED);
        event.getAlert().setScope(scope);
        events.add(event);
      }
      delivery.happen(events);
      await().until(() -> Set.copyOf(desk.eventIds()).size() == 6);
      other.close();
      delivery.open("later");
      await().until(() -> desk.eventIds().contains("later-1"));
    }
  }

  @Test
  void shouldNotStartWithWhatItCannotUse(TestCluster cluster) {
    try (Delivery delivery =
        Delivery.on(
            cluster,
            directory,
            "{name: a, webhook: {url: 'http://x/', secret: env:MISSING}}",
            "{name: b, webhook: {url: 'http://x/', secret: file:/none}, ca: /none.pem}")) {
      assertThatThrownBy(delivery::start)
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContainingAll(
              "receiver a: secret = env:MISSING: expected a variable of the environment that is"
                  + " set",
              "receiver b: secret = file:/none: expected a file of text that can be read",
              "receiver b: ca = /none.pem: expected a file with certificates in PEM");
    }
  }
}
