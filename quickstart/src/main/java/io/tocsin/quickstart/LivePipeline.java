package io.tocsin.quickstart;

import io.tocsin.alerts.AlertsApp;
import io.tocsin.alerts.RulesTopic;
import io.tocsin.alerts.core.Rule;
import io.tocsin.devcluster.DevCluster;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.service.ServiceShell;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.KafkaStreams;

/** The three services on live posts, in this process. */
final class LivePipeline implements AutoCloseable {

  static final String NAMESPACE = "news";
  static final int PARTITIONS = 2;

  private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

  private static final List<ServiceDefinition> SERVICES =
      List.of(IngestApp.DEFINITION, EnrichApp.DEFINITION, AlertsApp.DEFINITION);

  private final Deque<RunningService> running = new ArrayDeque<>();

  private LivePipeline() {}

  /**
   * Applies the rules and starts the services.
   *
   * @param httpPort port of the first service's endpoint, the others have the next ones; 0 for any
   * @throws ServiceFailure if one cannot start; none is left running
   */
  static LivePipeline start(DevCluster cluster, List<Rule> rules, Path stateDir, int httpPort) {
    LivePipeline pipeline = new LivePipeline();
    try {
      ServiceConfig alerts = config(AlertsApp.DEFINITION, cluster, stateDir, 0);
      new RulesTopic(alerts).apply(rules, InstantSource.system());
      for (int i = 0; i < SERVICES.size(); i++) {
        ServiceDefinition service = SERVICES.get(i);
        ServiceConfig config = config(service, cluster, stateDir, httpPort == 0 ? 0 : httpPort + i);
        pipeline.running.add(ServiceShell.start(service.app().apply(config), config));
      }
      return pipeline;
    } catch (RuntimeException failure) {
      pipeline.close();
      throw failure;
    }
  }

  private static ServiceConfig config(
      ServiceDefinition service, DevCluster cluster, Path stateDir, int httpPort) {
    return ServiceShell.config(service)
        .namespace(NAMESPACE)
        .mode(Mode.LIVE)
        .bootstrapServers(cluster.bootstrapServers())
        .registryUrl(cluster.registryUrl())
        .partitions(PARTITIONS)
        .stateDir(stateDir)
        .httpPort(httpPort)
        .build();
  }

  /**
   * Waits until all services work.
   *
   * @throws ServiceFailure if one fails meanwhile
   * @throws IllegalStateException if it takes longer than the patience
   */
  void awaitRunning(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (RunningService service : running) {
      while (service.state() != KafkaStreams.State.RUNNING) {
        ServiceFailure failure = service.failure().toCompletableFuture().getNow(null);
        if (failure != null) {
          throw failure;
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              service.name() + " is " + service.state() + " after " + patience.toSeconds() + " s");
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  /** Completes with the first failure of a service; never when all is closed in order. */
  CompletableFuture<RuntimeException> failure() {
    CompletableFuture<RuntimeException> first = new CompletableFuture<>();
    running.forEach(service -> service.failure().thenAccept(first::complete));
    return first;
  }

  /** The services, in the order of the flow. */
  List<RunningService> services() {
    return new ArrayList<>(running);
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      running.removeLast().close();
    }
  }
}
