package io.tocsin.quickstart;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.AlertEvent;
import io.tocsin.dashboard.DashboardService;
import io.tocsin.dashboard.DashboardSettings;
import io.tocsin.devcluster.DevCluster;
import io.tocsin.operations.probe.ProbeService;
import io.tocsin.operations.probe.ProbeSettings;
import io.tocsin.replay.AlertPrinter;
import io.tocsin.replay.Replay;
import io.tocsin.replay.ReplayListener;
import io.tocsin.replay.ReplayProgress;
import io.tocsin.replay.ReplayRequest;
import io.tocsin.replay.ReplayResult;
import io.tocsin.replay.command.TerminalListener;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.Running;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster, the sample's replay and the live pipeline, one after the other. */
final class Quickstart implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Quickstart.class);
  private static final String REPLAY = "sample";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final QuickstartOptions options;
  private final PrintWriter out;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final long startNanos = System.nanoTime();
  private @Nullable DevCluster cluster;
  private @Nullable LivePipeline live;

  Quickstart(QuickstartOptions options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Starts everything and takes the sample through.
   *
   * @return which of the sample's alerts have rung
   */
  SampleOutcome start() {
    say("Starting a broker and a schema registry …");
    tellLog();
    DevCluster started = own(DevCluster.start(options.cluster()));
    cluster = started;
    say("Broker and registry are up after %s.", elapsed());
    List<Rule> rules = rules();
    SampleOutcome outcome = replaySample(started, rules);
    LivePipeline pipeline =
        own(LivePipeline.start(started, rules, stateDir(started, "live"), options.httpPort()));
    live = pipeline;
    pipeline.awaitRunning(PATIENCE);
    DashboardService dashboard = own(DashboardService.start(dashboardConfig(started)));
    tellWhenItEnds("page of alerts", dashboard);
    ProbeService probe =
        own(ProbeService.start(config(started, ServiceConfig.builder(ProbeSettings.KEYS)).build()));
    tellWhenItEnds("end-to-end probe", probe);
    tellAddresses(started, pipeline, dashboard.address());
    tellAddress(ProbeService.NAME, probe.healthAddress());
    return outcome;
  }

  private void tellWhenItEnds(String what, Running part) {
    part.failure()
        .thenAccept(
            failure -> say("The %s has ended: %s", what, String.valueOf(failure.getMessage())));
  }

  /**
   * Prints the alerts of the live pipeline as they come, until something breaks.
   *
   * @return what broke
   */
  RuntimeException follow() {
    DevCluster running = cluster;
    LivePipeline pipeline = live;
    if (running == null || pipeline == null) {
      throw new IllegalStateException("not started");
    }
    Topics topics =
        Topics.of(
            LivePipeline.NAMESPACE,
            ClockMode.LIVE,
            LivePipeline.PARTITIONS,
            AvroSerdes.connect(running.registryUrl(), Map.of()));
    AlertFollower follower =
        new AlertFollower(
            running.bootstrapServers(),
            topics.alerts(),
            event -> say("%s", AlertPrinter.print(event)));
    own(follower);
    say("Alerts of live posts follow here. Ctrl-C ends it.");
    return pipeline.failure().applyToEither(follower.failure(), failure -> failure).join();
  }

  private static List<Rule> rules() {
    RuleFile file = RuleFile.read(SampleHistory.rules());
    if (!file.problems().isEmpty()) {
      throw new IllegalStateException("the rules of the sample: " + file.problems());
    }
    return file.rules();
  }

  private SampleOutcome replaySample(DevCluster running, List<Rule> rules) {
    History history = History.of(SampleHistory.posts(), AsOf.SEEN, TimeRange.ALL);
    ReplayRequest request =
        ReplayRequest.of(REPLAY, history, rules, stateDir(running, "replay"), addresses(running))
            .until(SampleHistory.END)
            .inPartitions(LivePipeline.PARTITIONS);
    SampleOutcome outcome = SampleOutcome.ofSample();
    say("Replaying two quiet weeks and one day of a crisis (%d posts):", history.extent().posts());
    ReplayResult result;
    try (TerminalListener terminal = TerminalListener.ofProcess(out, true)) {
      result =
          Replay.run(
              options.data() == null ? request : request.resuming(),
              new Telling(terminal, outcome));
    }
    say(
        "%d posts gave %d alert events in %s.",
        result.posts(), result.alertEvents(), seconds(result.took()));
    return outcome;
  }

  private Path stateDir(DevCluster running, String part) {
    Path home = options.data() == null ? running.dataDir() : options.data();
    return home.resolve("state").resolve(part);
  }

  private static Map<String, String> addresses(DevCluster running) {
    return Map.of(
        "tocsin.kafka.bootstrap.servers", running.bootstrapServers(),
        "tocsin.registry.url", running.registryUrl());
  }

  /** Live, and the sample's replay beside it. */
  private ServiceConfig dashboardConfig(DevCluster running) {
    return config(running, ServiceConfig.builder(DashboardSettings.KEYS))
        .set(DashboardSettings.PORT.name(), Integer.toString(options.dashboardPort()))
        .build();
  }

  private static ServiceConfigBuilder config(DevCluster running, ServiceConfigBuilder builder) {
    return builder
        .namespace(LivePipeline.NAMESPACE)
        .bootstrapServers(running.bootstrapServers())
        .registryUrl(running.registryUrl())
        .httpPort(0);
  }

  private void tellAddresses(DevCluster running, LivePipeline pipeline, URI page) {
    say("%nThe live pipeline is up after %s.", elapsed());
    say("  page       %s/", page);
    say("  Kafka      %s", running.bootstrapServers());
    say("  registry   %s", running.registryUrl());
    say("  posts in   %s.posts.raw", LivePipeline.NAMESPACE);
    say("  alerts out %s.alerts; of the sample: replay-%s.alerts", LivePipeline.NAMESPACE, REPLAY);
    say(
        "  explain    ./tocsin explain ID --namespace replay-%s \\%n"
            + "               --bootstrap-servers %s --registry %s",
        REPLAY, running.bootstrapServers(), running.registryUrl());
    for (RunningService service : pipeline.services()) {
      tellAddress(service.name(), service.httpAddress());
    }
  }

  private void tellAddress(String name, URI home) {
    say("  %-10s %s  %s", name, home.resolve("/health/ready"), home.resolve("/metrics"));
  }

  private void tellLog() {
    String file = System.getProperty("tocsin.log");
    if (file != null) {
      say("Log: %s", file);
    }
  }

  private String elapsed() {
    return seconds(Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private synchronized void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  private synchronized <T extends AutoCloseable> T own(T part) {
    owned.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        log.atWarn().setCause(e).log("could not close");
      }
    }
  }

  /** Shows a replay, and tells when the first alert came. */
  private final class Telling implements ReplayListener {

    private final TerminalListener terminal;
    private final SampleOutcome outcome;
    private boolean rung;

    Telling(TerminalListener terminal, SampleOutcome outcome) {
      this.terminal = terminal;
      this.outcome = outcome;
    }

    @Override
    public void phase(String what) {
      terminal.phase(what);
    }

    @Override
    public void progress(ReplayProgress progress) {
      terminal.progress(progress);
    }

    @Override
    public void alert(AlertEvent event) {
      if (!rung) {
        rung = true;
        say("The first alert came after %s.", elapsed());
      }
      outcome.take(event);
      terminal.alert(event);
    }
  }
}
