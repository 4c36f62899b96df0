package io.tocsin.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.deliver.Hook.Answer;
import io.tocsin.deliver.Hook.Request;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Silences, on a real broker and registry: all events are of one key, so they come in order. */
@ExtendWith(ClusterExtension.class)
class SilenceIT {
  @TempDir private Path directory;

  private static ConditionFactory await() {
    return Awaitility.await().atMost(TestCluster.PATIENCE);
  }

  private static Hook taking() {
    return Hook.start(request -> Answer.of(200));
  }

  private static AlertEvent opened(String alertId) {
    return Events.event(alertId, 1, AlertEventType.OPENED);
  }

  private static AlertEvent updated(String alertId, int sequence) {
    return Events.event(alertId, sequence, AlertEventType.UPDATED);
  }

  private static AlertEvent resolved(String alertId, int sequence) {
    return Events.event(alertId, sequence, AlertEventType.RESOLVED);
  }

  private static AlertEvent retracted(String alertId, int sequence) {
    return Events.event(alertId, sequence, AlertEventType.RETRACTED);
  }

  /** Events after it are seen by the receiver only after all before it are done with. */
  private static void passBy(Delivery delivery, Hook desk, String marker) {
    delivery.happen(opened(marker));
    await().until(() -> desk.eventIds().contains(marker + "-1"));
  }

  @Test
  void shouldSendTheLatestWhenTheSilenceIsOverAndTheAlertStillRings(TestCluster cluster) {
    try (Hook desk = taking();
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), ""))) {
      delivery.silence("quiet");
      delivery.silence("brief");
      delivery.start();
      delivery.happen(List.of(opened("quiet"), updated("quiet", 2), opened("brief")));
      delivery.happen(resolved("brief", 2));
      passBy(delivery, desk, "first");
      assertThat(desk.eventIds()).containsExactly("first-1");
      assertThat(delivery.meter("tocsin_deliver_silenced_total", "desk")).isEqualTo(4);
      assertThat(delivery.meter("tocsin_deliver_withheld", "desk")).isEqualTo(1);

      delivery.stop();
      delivery.start();
      passBy(delivery, desk, "second");
      assertThat(desk.eventIds())
          .as("a restart forgets nothing")
          .containsExactly("first-1", "second-1");

      delivery.endSilence("quiet");
      delivery.endSilence("brief");
      await().until(() -> desk.eventIds().contains("quiet-2"));
      assertThat(delivery.meter("tocsin_deliver_withheld", "desk")).isZero();
      delivery.happen(List.of(retracted("brief", 3), resolved("quiet", 3)));
      passBy(delivery, desk, "third");
      assertThat(desk.eventIds())
          .as("the end of what was told, and nothing of what was not")
          .containsExactly("first-1", "second-1", "quiet-2", "quiet-3", "third-1");
      assertThat(cluster.readAll(delivery.topics().deadLetters("deliver").name())).isEmpty();
    }
  }

  @Test
  void shouldSendTheEndOfWhatWasToldBeforeItWasSilenced(TestCluster cluster) {
    try (Hook desk = taking();
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), "")).start()) {
      passBy(delivery, desk, "told");
      passBy(delivery, desk, "taken-back");
      delivery.stop();
      delivery.silence("told");
      delivery.silence("taken-back");
      delivery.start();
      delivery.happen(List.of(updated("told", 2), updated("told", 3), updated("taken-back", 2)));
      delivery.happen(List.of(resolved("told", 4), retracted("taken-back", 3)));
      await().until(() -> desk.eventIds().contains("taken-back-3"));
      assertThat(desk.eventIds())
          .containsExactly("told-1", "taken-back-1", "told-4", "taken-back-3");
      delivery.happen(updated("other", 2));
      await().until(() -> desk.eventIds().contains("other-2"));
      assertThat(delivery.meter("tocsin_deliver_withheld", "desk")).isZero();
    }
  }

  @Test
  void shouldGoOnTryingWhatWasReleased(TestCluster cluster) {
    try (Hook desk = taking();
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), ""))) {
      delivery.silence("quiet");
      delivery.start();
      delivery.happen(opened("quiet"));
      passBy(delivery, desk, "marker");
      desk.answers(request -> Answer.of(desk.requests().size() < 5 ? 503 : 200));
      delivery.endSilence("quiet");
      await().until(() -> delivery.meter("tocsin_deliver_delivered_total", "desk") == 2);
      assertThat(desk.eventIds())
          .containsExactly("marker-1", "quiet-1", "quiet-1", "quiet-1", "quiet-1");
      desk.answers(request -> Answer.of(request.eventId().startsWith("quiet") ? 410 : 200));
      delivery.silence("quiet");
      delivery.stop();
      delivery.start();
      delivery.happen(updated("quiet", 2));
      passBy(delivery, desk, "again");
      delivery.endSilence("quiet");
      cluster.awaitRecords(delivery.topics().deadLetters("deliver").name(), 1);
      await().until(() -> delivery.meter("tocsin_deliver_withheld", "desk") == 0);
      passBy(delivery, desk, "last");
      assertThat(desk.eventIds().stream().filter("quiet-2"::equals)).hasSize(1);
    }
  }

  private static AlertEvent openedNow(String alertId) {
    AlertEvent event = opened(alertId);
    Alert alert = Alert.newBuilder(event.getAlert()).setOpenedAt(Instant.now()).build();
    return AlertEvent.newBuilder(event).setAlert(alert).build();
  }

  private static Set<String> told(List<Request> requests) {
    Set<String> told = new HashSet<>();
    requests.stream()
        .map(Request::json)
        .flatMap(json -> StreamSupport.stream(json.spliterator(), false))
        .forEach(alert -> told.add(alert.at("/labels/alert_id").asText()));
    return told;
  }

  @Test
  void shouldTellAnAlertmanagerAgainOnlyOfWhatItHasHeardOf(TestCluster cluster) {
    try (Hook desk = taking();
        Delivery delivery =
            Delivery.on(
                cluster,
                directory,
                ("{name: oncall, from: beginning, alertmanager: {urls: ['%s'],"
                        + " resolveTimeout: 4s}}")
                    .formatted(desk.url().replaceAll("/hook.*", "")))) {
      delivery.start();
      delivery.happen(openedNow("told"));
      await().until(() -> told(desk.requests()).contains("told"));
      delivery.stop();
      delivery.silence("told");
      delivery.silence("quiet");
      desk.forget();
      delivery.start();
      delivery.happen(openedNow("quiet"));
      await().until(() -> delivery.meter("tocsin_deliver_withheld", "oncall") == 1);
      double before = delivery.meter("tocsin_deliver_repeated_total", "oncall");
      await().until(() -> delivery.meter("tocsin_deliver_repeated_total", "oncall") >= before + 3);
      assertThat(told(desk.requests())).containsExactly("told");
      delivery.endSilence("quiet");
      await().until(() -> told(desk.requests()).contains("quiet"));
    }
  }
}
