package io.tocsin.acceptance.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.acceptance.ChildJvm;
import io.tocsin.acceptance.ContainerCluster;
import io.tocsin.acceptance.ContainersExtension;
import io.tocsin.acceptance.Launch;
import io.tocsin.acceptance.Processes;
import io.tocsin.avro.AlertEventType;
import io.tocsin.testkit.CanonicalAlert;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A history that is disturbed in every way that operation knows, two instances of each service on
 * Kafka and a registry in containers, ends as the undisturbed one.
 */
@Needs(Tool.ENGINE)
@ExtendWith(ContainersExtension.class)
class DisturbedIT {
  private static final int PARTITIONS = 2;
  private static final int SLICES = 12;
  private static final List<String> SERVICES = List.of("ingest", "enrich", "alerts");
  private static final List<String> INSTANCES = List.of("1", "2");

  @RegisterExtension final Processes processes = new Processes();

  private final Map<String, Launch> launches = new TreeMap<>();
  private final Map<String, ChildJvm> running = new TreeMap<>();

  @Test
  void shouldRingAsTheUndisturbedRunWhateverHappens(ContainerCluster containers) {
    try (TestCluster cluster = containers.namespace()) {
      Outcome undisturbed = UndisturbedRun.of(cluster);
      HistoryRun run = new HistoryRun(cluster, PARTITIONS).prepared();
      int slice = run.left() / SLICES;
      startAll(run);
      run.send(slice);
      run.awaitTaken();

      loseAnInstanceOfEach(run, slice);
      loseTheBroker(containers, run, slice);
      loseTheRegistry(containers, run, slice);
      run.sendRest();
      run.awaitEnd();

      assertThat(run.deadLetters()).isEmpty();
      assertThat(run.outcome()).isEqualTo(undisturbed);
      assertThat(undisturbed.alerts())
          .extracting(CanonicalAlert::type)
          .contains(
              AlertEventType.OPENED,
              AlertEventType.UPDATED,
              AlertEventType.RESOLVED,
              AlertEventType.RETRACTED);
      assertThat(running.values()).allMatch(ChildJvm::isAlive);
    }
  }

  private void startAll(HistoryRun run) {
    for (String service : SERVICES) {
      for (String instance : INSTANCES) {
        String name = service + "-" + instance;
        launches.put(name, launch(service, name, run));
        start(name);
      }
    }
    running.values().forEach(ChildJvm::awaitReady);
  }

  /** Short sessions, so that a death is noticed soon. */
  private Launch launch(String service, String name, HistoryRun run) {
    return processes
        .service(service)
        .named(name)
        .settings(run.settings())
        .setting("tocsin.streams.main.consumer.session.timeout.ms", "3000")
        .setting("tocsin.streams.main.consumer.heartbeat.interval.ms", "500")
        .setting("tocsin.streams.producer.transaction.timeout.ms", "5000");
  }

  private ChildJvm start(String name) {
    ChildJvm child = launches.get(name).start();
    running.put(name, child);
    return child;
  }

  /** Signal 9 in the middle of work, while the other instance lives. */
  private void loseAnInstanceOfEach(HistoryRun run, int slice) {
    for (String service : SERVICES) {
      run.send(slice / 2);
      running.get(service + "-1").kill();
      run.send(slice / 2);
      start(service + "-1").awaitReady();
    }
    run.awaitTaken();
  }

  private void loseTheBroker(ContainerCluster containers, HistoryRun run, int slice) {
    run.send(slice);
    containers.stopBroker();
    running.values().forEach(ChildJvm::awaitNotReady);
    containers.startBroker();
    run.send(slice);
    running.values().forEach(ChildJvm::awaitReady);
    run.awaitTaken();
  }

  /** What is known goes on, what needs the registry waits or does not start. */
  private void loseTheRegistry(ContainerCluster containers, HistoryRun run, int slice) {
    run.registerAvro();
    containers.stopRegistry();
    run.send(slice);
    running.values().forEach(ChildJvm::awaitNotReady);
    run.awaitTaken();
    assertThat(running.values())
        .allSatisfy(
            instance -> {
              assertThat(instance.get("/health/live").status()).isEqualTo(200);
              assertThat(instance.get("/health/ready").body())
                  .contains("\"name\":\"registry\",\"status\":\"down\"");
            });

    run.sendOneInAvro();
    await().atMost(ChildJvm.PATIENCE).until(() -> isWaiting("ingest-1") || isWaiting("ingest-2"));
    shouldNotStartWithoutTheRegistry("alerts-1");
    assertThat(running.values()).allMatch(ChildJvm::isAlive);
    assertThat(run.deadLetters()).isEmpty();

    containers.startRegistry();
    start("alerts-1");
    running.values().forEach(ChildJvm::awaitReady);
    run.send(slice);
    run.awaitTaken();
  }

  private boolean isWaiting(String name) {
    return running.get(name).output().contains("waiting for the schema registry");
  }

  private void shouldNotStartWithoutTheRegistry(String name) {
    running.remove(name).kill();
    Launch launch = launches.get(name);
    ChildJvm refused = launch.setting("tocsin.startup-timeout", "10s").start();
    assertThat(refused.awaitExit()).isEqualTo(3);
    assertThat(refused.output()).contains("tocsin.registry.url: the schema registry at");
    launch.without("tocsin.startup-timeout");
  }
}
