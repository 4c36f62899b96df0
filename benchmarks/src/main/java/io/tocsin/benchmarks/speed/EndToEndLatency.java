package io.tocsin.benchmarks.speed;

import com.sun.management.OperatingSystemMXBean;
import io.tocsin.alerts.AlertsApp;
import io.tocsin.alerts.RulesTopic;
import io.tocsin.devcluster.DevCluster;
import io.tocsin.devcluster.DevClusterOptions;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/**
 * How long it takes from a raw post that is produced to the alert that can be read, exactly-once,
 * under a steady stream of other posts, and where the time goes. The three services run as
 * quickstart runs them: in one process with the broker, beside the registry's.
 */
public final class EndToEndLatency {
  private static final int PARTITIONS = 4;
  private static final int MARKS_A_SECOND = 5;

  /** What takes longer than a herald is ahead may be the herald's. */
  private static final Duration HERALDS_AHEAD = Duration.ofSeconds(9);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<ServiceDefinition> SERVICES =
      List.of(IngestApp.DEFINITION, EnrichApp.DEFINITION, AlertsApp.DEFINITION);

  private final DevCluster cluster;
  private final Path states;
  private final Duration warmUp;
  private final List<String> settings;
  private final Deque<RunningService> running = new ArrayDeque<>();

  private EndToEndLatency(DevCluster cluster, Path states, Duration warmUp, List<String> settings) {
    this.cluster = cluster;
    this.states = states;
    this.warmUp = warmUp;
    this.settings = settings;
  }

  /**
   * Prints the table.
   *
   * @param args posts a second, seconds, seconds before them to warm up, and settings of all
   *     services as {@code key=value}
   */
  public static void main(String... args) throws Exception {
    if (args.length < 3) {
      throw new IllegalArgumentException("expected: RATE SECONDS WARM_UP [KEY=VALUE …]");
    }
    int rate = Integer.parseInt(args[0]);
    int seconds = Integer.parseInt(args[1]);
    int warmUp = Integer.parseInt(args[2]);
    if (rate < MARKS_A_SECOND || seconds < 1 || warmUp < 1) {
      throw new IllegalArgumentException(
          "RATE SECONDS WARM_UP: expected at least %d, 1 and 1, got %d, %d and %d"
              .formatted(MARKS_A_SECOND, rate, seconds, warmUp));
    }
    List<String> settings = new ArrayList<>(Arrays.asList(args).subList(3, args.length));
    try (DevCluster cluster = DevCluster.start(DevClusterOptions.temporary())) {
      EndToEndLatency run =
          new EndToEndLatency(
              cluster, Files.createTempDirectory("latency"), Duration.ofSeconds(warmUp), settings);
      try {
        run.run(rate, seconds);
      } finally {
        run.stop();
      }
    }
  }

  private void run(int rate, int seconds) throws InterruptedException {
    int before = (int) warmUp.toSeconds() * MARKS_A_SECOND;
    int marks = before + seconds * MARKS_A_SECOND;
    ServiceConfig config = config(AlertsApp.DEFINITION);
    new RulesTopic(config).apply(MarkedNews.rules(marks), InstantSource.system());
    startServices();
    Topics topics =
        Topics.of(
            config.namespace(),
            ClockMode.LIVE,
            PARTITIONS,
            AvroSerdes.connect(cluster.registryUrl(), Map.of()));
    Journeys journeys = new Journeys();
    try (HopReader reader = HopReader.start(topics, config, journeys);
        MarkedNews news =
            MarkedNews.start(
                topics.rawPosts().name(), config.kafka(), journeys, rate, MARKS_A_SECOND, marks)) {
      await(reader, journeys, before);
      long processor = processorNanos();
      long begin = System.nanoTime();
      int sent = news.sent();
      await(reader, journeys, marks);
      long took = System.nanoTime() - begin;
      System.out.print(journeys.table(before));
      if (journeys.longest(before) > HERALDS_AHEAD.toMillis()) {
        System.out.println("The pipeline did not keep up with the rate: this is no latency.");
      }
      System.out.printf(
          Locale.ROOT,
          "%d alerts, %.0f posts/s, %.2f processors busy with all of it, load %.1f%n",
          marks - before,
          (news.sent() - sent) * 1e9 / took,
          (double) (processorNanos() - processor) / took,
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
  }

  /** Of this process: broker, services, producer and reader. */
  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private ServiceConfig config(ServiceDefinition service) {
    ServiceConfigBuilder builder =
        ServiceShell.config(service)
            .namespace("latency")
            .mode(Mode.LIVE)
            .bootstrapServers(cluster.bootstrapServers())
            .registryUrl(cluster.registryUrl())
            .partitions(PARTITIONS)
            .stateDir(states)
            .httpPort(0);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      builder.set(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return builder.build();
  }

  private void startServices() throws InterruptedException {
    for (ServiceDefinition service : SERVICES) {
      ServiceConfig config = config(service);
      running.add(ServiceShell.start(service.app().apply(config), config));
    }
    for (RunningService service : running) {
      while (service.state() != KafkaStreams.State.RUNNING) {
        Thread.sleep(10);
      }
    }
  }

  /** Waits until so many alerts have come; as long as some come it is patient. */
  private void await(HopReader reader, Journeys journeys, int alerts) throws InterruptedException {
    long patient = System.nanoTime() + PATIENCE.toNanos();
    long known = 0;
    while (journeys.arrived() < alerts) {
      if (journeys.arrived() > known) {
        known = journeys.arrived();
        patient = System.nanoTime() + PATIENCE.toNanos();
      }
      if (System.nanoTime() > patient || reader.hasFailed() || failed()) {
        throw new IllegalStateException(
            "%d of %d alerts came, %d posts were sent that cause one"
                .formatted(journeys.arrived(), alerts, journeys.sentCount()));
      }
      Thread.sleep(10);
    }
  }

  private boolean failed() {
    return running.stream().anyMatch(s -> s.failure().toCompletableFuture().isDone());
  }

  private void stop() {
    while (!running.isEmpty()) {
      running.removeLast().close();
    }
  }
}
