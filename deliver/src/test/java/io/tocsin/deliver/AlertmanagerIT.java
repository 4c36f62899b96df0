package io.tocsin.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.avro.AlertEventType;
import io.tocsin.deliver.Hook.Answer;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The life of alerts in Debian's Alertmanager, through restarts of both sides. */
@ExtendWith(ClusterExtension.class)
@Needs(Tool.ALERTMANAGER)
class AlertmanagerIT {
  @TempDir private Path directory;

  private static ConditionFactory await() {
    return Awaitility.await().atMost(TestCluster.PATIENCE);
  }

  private static String id(JsonNode alert) {
    return alert.at("/labels/alert_id").asText();
  }

  private static Optional<JsonNode> find(AlertmanagerProcess alertmanager, String alertId) {
    return alertmanager.alerts().stream().filter(alert -> id(alert).equals(alertId)).findFirst();
  }

  private static String annotation(AlertmanagerProcess alertmanager, String alert, String name) {
    return find(alertmanager, alert)
        .map(found -> found.path("annotations").path(name).asText())
        .orElse("");
  }

  /** What people are told of an alert: firing, resolved. */
  private static List<String> notified(Hook people, String alertId) {
    return people.requests().stream()
        .map(Hook.Request::json)
        .flatMap(json -> StreamSupport.stream(json.path("alerts").spliterator(), false))
        .filter(alert -> id(alert).equals(alertId))
        .map(alert -> alert.path("status").asText())
        .toList();
  }

  private static String receiver(String... urls) {
    return ("{name: oncall, from: beginning, alertmanager: {urls: ['%s'], labels: {team: news},"
            + " resolveTimeout: 8s}}")
        .formatted(String.join("', '", urls));
  }

  @Test
  void shouldFireUpdateSilenceAndResolveThroughRestarts(TestCluster cluster) {
    try (Hook people = Hook.start(request -> Answer.of(200));
        AlertmanagerProcess alertmanager = AlertmanagerProcess.start(directory, people.url());
        Delivery delivery = Delivery.on(cluster, directory, receiver(alertmanager.url())).start()) {
      delivery.open("fire");
      await().until(() -> find(alertmanager, "fire").isPresent());
      JsonNode fired = find(alertmanager, "fire").orElseThrow();
      shouldLookAsAlertmanagerWantsIt(fired, cluster.namespace());
      await().until(() -> notified(people, "fire").equals(List.of("firing")));

      delivery.happen(Events.event("fire", 2, AlertEventType.UPDATED, "critical"));
      await().until(() -> annotation(alertmanager, "fire", "severity").equals("critical"));
      JsonNode updated = find(alertmanager, "fire").orElseThrow();
      assertThat(updated.path("fingerprint")).isEqualTo(fired.path("fingerprint"));
      assertThat(updated.path("startsAt")).isEqualTo(fired.path("startsAt"));
      assertThat(alertmanager.alerts()).hasSize(1);

      alertmanager.amtool(
          "silence", "add", "--duration=1h", "--author=test", "--comment=known", "alert_id=quiet");
      delivery.open("quiet");
      await()
          .until(
              () ->
                  find(alertmanager, "quiet")
                      .filter(one -> one.at("/status/state").asText().equals("suppressed"))
                      .isPresent());
      assertThat(alertmanager.amtool("alert", "query", "--silenced", "-o", "extended"))
          .contains("quiet")
          .doesNotContain("fire");

      alertmanager.stop();
      delivery.open("while-away");
      await().until(() -> delivery.meter("tocsin_deliver_failing", "oncall") == 1);
      alertmanager.run();
      for (String alert : List.of("fire", "quiet", "while-away")) {
        await().until(() -> find(alertmanager, alert).isPresent());
      }
      assertThat(annotation(alertmanager, "fire", "severity")).isEqualTo("critical");

      delivery.stop();
      delivery.open("while-stopped");
      delivery.happen(Events.event("while-away", 2, AlertEventType.RESOLVED));
      delivery.start();
      await().until(() -> find(alertmanager, "while-stopped").isPresent());
      await().until(() -> find(alertmanager, "while-away").isEmpty());

      delivery.happen(Events.event("fire", 3, AlertEventType.RESOLVED));
      delivery.happen(Events.event("quiet", 2, AlertEventType.RETRACTED));
      await().until(() -> find(alertmanager, "fire").isEmpty());
      await().until(() -> find(alertmanager, "quiet").isEmpty());
      await().until(() -> notified(people, "fire").contains("resolved"));
      assertThat(notified(people, "quiet")).isEmpty();
      await().until(() -> delivery.meter("tocsin_deliver_open", "oncall") == 1);
      assertThat(alertmanager.alerts())
          .extracting(AlertmanagerIT::id)
          .containsExactly("while-stopped");
      assertThat(cluster.readAll(delivery.topics().deadLetters("deliver").name())).isEmpty();
    }
  }

  private static void shouldLookAsAlertmanagerWantsIt(JsonNode alert, String namespace) {
    JsonNode labels = alert.path("labels");
    assertThat(labels.path("alertname").asText()).isEqualTo("evacuation");
    assertThat(labels.path("scope").asText()).isEqualTo("UA");
    assertThat(labels.path("namespace").asText()).isEqualTo(namespace);
    assertThat(labels.path("team").asText()).isEqualTo("news");
    assertThat(labels.path("desk").asText()).isEqualTo("europe");
    assertThat(labels.path("on_call").asText()).isEqualTo("yes");
    assertThat(labels.has("severity")).isFalse();
    assertThat(alert.path("startsAt").asText()).startsWith("2026-03-01T01:00:00");
    assertThat(alert.path("generatorURL").asText())
        .isEqualTo("http://127.0.0.1:8095/#alert=fire&namespace=" + namespace);
    assertThat(alert.at("/annotations/evidence").asText())
        .isEqualTo("wire: Harbour <b>\"evacuated\"</b>\nwire: Port closed");
  }

  /** Without being told again it would be over after eight seconds. */
  @Test
  void shouldKeepWhatIsOpenOpenWhileOneOfTwoIsAway(TestCluster cluster) {
    try (Hook people = Hook.start(request -> Answer.of(200));
        AlertmanagerProcess alertmanager = AlertmanagerProcess.start(directory, people.url());
        Delivery delivery =
            Delivery.on(cluster, directory, receiver("http://127.0.0.1:1", alertmanager.url()))
                .start()) {
      delivery.open("long");
      await().until(() -> find(alertmanager, "long").isPresent());
      JsonNode first = find(alertmanager, "long").orElseThrow();
      await().until(() -> delivery.meter("tocsin_deliver_repeated_total", "oncall") >= 6);
      JsonNode later = find(alertmanager, "long").orElseThrow();
      assertThat(later.path("endsAt").asText()).isGreaterThan(first.path("endsAt").asText());
      assertThat(later.path("startsAt")).isEqualTo(first.path("startsAt"));
      assertThat(notified(people, "long")).containsExactly("firing");
      assertThat(delivery.meter("tocsin_deliver_failed_total", "oncall")).isZero();
    }
  }
}
