package io.tocsin.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.deliver.Hook.Answer;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The process as it is started, killed in the middle of its work. */
@ExtendWith(ClusterExtension.class)
class DeliverKillIT {
  private static final int EVENTS = 40;

  @TempDir private Path directory;

  @Test
  void shouldBringEachEventAtLeastOnceAndInOrder(TestCluster cluster) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<Process> victim = new AtomicReference<>();
    try (Hook desk =
            Hook.start(
                request -> {
                  int number = asked.incrementAndGet();
                  if (number == 13 || number == 27) {
                    victim.get().destroyForcibly().onExit().join();
                  }
                  return Answer.of(200);
                });
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), ""))) {
      List<AlertEvent> events =
          IntStream.rangeClosed(1, EVENTS)
              .mapToObj(i -> Events.event("a", i, AlertEventType.UPDATED))
              .toList();
      delivery.happen(events);
      for (int run = 0; run < 2; run++) {
        Process process = start(delivery);
        victim.set(process);
        Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> !process.isAlive());
        assertThat(process.exitValue()).isEqualTo(137);
      }
      Process last = start(delivery);
      try {
        Awaitility.await()
            .atMost(TestCluster.PATIENCE)
            .until(() -> desk.eventIds().contains("a-" + EVENTS));
      } finally {
        last.destroy();
      }
      assertThat(last.onExit().join().exitValue()).isZero();
      List<String> seen = desk.eventIds();
      assertThat(seen.stream().distinct().toList())
          .isEqualTo(events.stream().map(AlertEvent::getEventId).toList());
      assertThat(seen).as("no more than was under way is sent again").hasSize(EVENTS + 2);
    }
  }

  /** Killed once while an event is withheld, and once while it is brought. */
  @Test
  void shouldBringWhatWasSilencedAtLeastOnce(TestCluster cluster) throws Exception {
    AtomicInteger brought = new AtomicInteger();
    AtomicReference<Process> victim = new AtomicReference<>();
    try (Hook desk =
            Hook.start(
                request -> {
                  victim.get().destroyForcibly().onExit().join();
                  return Answer.of(200);
                });
        Delivery delivery =
            Delivery.on(cluster, directory, Delivery.webhook("desk", desk.url(), ""))) {
      delivery.silence("quiet");
      delivery.happen(Events.event("quiet", 1, AlertEventType.OPENED));
      delivery.happen(Events.event("marker", 1, AlertEventType.OPENED));
      Process first = start(delivery);
      victim.set(first);
      Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> !first.isAlive());
      assertThat(desk.eventIds()).containsExactly("marker-1");
      desk.answers(
          request -> {
            if (request.eventId().equals("quiet-1") && brought.incrementAndGet() == 1) {
              victim.get().destroyForcibly().onExit().join();
            }
            return Answer.of(200);
          });
      delivery.endSilence("quiet");
      Process second = start(delivery);
      victim.set(second);
      Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> !second.isAlive());
      Process last = start(delivery);
      try {
        Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> brought.get() >= 2);
      } finally {
        last.destroy();
      }
      assertThat(last.onExit().join().exitValue()).isZero();
      assertThat(desk.eventIds().stream().filter("quiet-1"::equals)).hasSize(2);
    }
  }

  private Process start(Delivery delivery) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DeliverMain.class.getName()));
    delivery
        .settings()
        .forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    // whoever is killed is thrown out of the group only after the session timeout
    command.addAll(List.of("--set", "tocsin.kafka.session.timeout.ms=6000"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("deliver.log").toFile()));
    builder.environment().put("SECRET", Delivery.SECRET);
    return builder.start();
  }
}
