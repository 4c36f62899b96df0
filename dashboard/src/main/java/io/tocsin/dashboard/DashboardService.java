package io.tocsin.dashboard;

import io.tocsin.dashboard.core.NamespaceNames;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.http.Pages;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.ProcessMeters;
import io.tocsin.runtime.service.Running;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.runtime.topics.RightsCheck;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dashboard as a whole, from its start to its end. It outlives outages of brokers and registry,
 * shows what it knows meanwhile and says so; a right that is taken away ends it, as it ends the
 * services.
 */
public final class DashboardService implements Running {
  /** What the command, the meters and the broker's logs call it. */
  public static final String NAME = "dashboard";

  private static final Logger log = LoggerFactory.getLogger(DashboardService.class);
  private static final int MAX_NAMESPACES = 50;
  private static final int PART_READ_AT_START = 10;
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(2);

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final CompletableFuture<ServiceFailure> failure = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ServiceConfig config;
  private final KafkaTrouble trouble;
  private final URI address;
  private final URI health;

  private DashboardService(ServiceConfig config, DashboardSettings settings, Rights rights) {
    this.config = config;
    this.trouble = new KafkaTrouble(config, rights, "");
    try {
      ProcessMeters meters = owning(new ProcessMeters(NAME, config.namespace()));
      LiveBoard board = new LiveBoard(settings.alerts(), settings.events());
      DashboardMetrics metrics = new DashboardMetrics(meters.registry(), board);
      AlertReader reader = owning(reader(settings, board, metrics));
      ContextTopics topics = new ContextTopics(serdes(config), settings.counts());
      metrics.counts(topics.counts()::size);
      ShownNamespaces namespaces = new ShownNamespaces(config.namespace(), board);
      ContextReader context =
          owning(new ContextReader(config, trouble, board, topics, metrics, this::fail));
      HttpEndpoint endpoint =
          owning(
              HttpEndpoint.start(
                  config.http().host(), config.http().port(), pages(reader, meters)));
      health = endpoint.address();
      EventStreams streams =
          new EventStreams(
              board, () -> health(reader), metrics, settings.heartbeat(), settings.clients());
      address =
          owning(
                  DashboardServer.start(
                      settings,
                      config.namespace(),
                      board,
                      () -> health(reader),
                      streams,
                      reads(namespaces, topics, metrics)))
              .address();
      reader.start();
      context.start();
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Starts it.
   *
   * @throws io.tocsin.runtime.topics.BrokerUnreachableException if no broker answers in time
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if {@link Party#DASHBOARD}'s rights are
   *     missing
   * @throws io.tocsin.runtime.http.PortUnavailableException if a port is not free
   */
  public static DashboardService start(ServiceConfig config) {
    Topics topics = Topics.of(config.namespace(), ClockMode.LIVE, 1, serdes(config));
    AccessRights needed = new AccessRights(topics, Party.DASHBOARD);
    Rights rights = new Rights(needed.onTopics());
    ClusterAdmin.ask(
        config,
        rights,
        NAME,
        admin -> {
          requireAlerts(admin, needed);
          return rights;
        });
    DashboardService service = new DashboardService(config, DashboardSettings.of(config), rights);
    log.atInfo()
        .addKeyValue("service", NAME)
        .addKeyValue("namespace", config.namespace())
        .addKeyValue("page", service.address())
        .addKeyValue("http", service.healthAddress())
        .log("started");
    return service;
  }

  /** Without the alerts there is no dashboard; what stands beside them may be missing. */
  private static void requireAlerts(ClusterAdmin admin, AccessRights needed) {
    Set<String> alerts = Set.of(AlertTopics.names(needed.topics().namespace()));
    Map<ResourcePattern, Set<AclOperation>> rights = needed.byResource();
    rights.keySet().removeIf(resource -> !alerts.contains(resource.name()));
    RightsCheck.require(admin, rights, alerts);
  }

  private static AvroSerdes serdes(ServiceConfig config) {
    return AvroSerdes.connect(
        config.registryUrl().toString(), config.registry(), REGISTRY_PATIENCE);
  }

  private AlertReader reader(
      DashboardSettings settings, LiveBoard board, DashboardMetrics metrics) {
    return new AlertReader(
        config.kafka(),
        new NamespaceNames(config.namespace(), settings.namespaces(), MAX_NAMESPACES),
        Math.max(1, settings.events() / PART_READ_AT_START),
        board,
        new AlertTopics(serdes(config), board, metrics),
        metrics,
        this::fail);
  }

  private ReadRoutes reads(
      ShownNamespaces namespaces, ContextTopics topics, DashboardMetrics metrics) {
    return new ReadRoutes(
        new CountsApi(namespaces, topics),
        new ContextApi(namespaces, topics),
        new HistoryApi(namespaces, new AlertHistory(config, serdes(config), metrics)));
  }

  private void fail(RuntimeException exception) {
    ServiceFailure failed =
        trouble
            .explain(exception)
            .map(text -> new ServiceFailure(ExitCode.WORLD_BROKEN, text, exception))
            .orElseGet(
                () ->
                    new ServiceFailure(
                        ExitCode.BUG, "the alerts cannot be read: " + exception, exception));
    log.atError().addKeyValue("service", NAME).setCause(exception).log(failed.getMessage());
    failure.completeAsync(() -> failed);
  }

  private <T extends AutoCloseable> T owning(T resource) {
    owned.push(resource);
    return resource;
  }

  private Pages pages(AlertReader reader, ProcessMeters meters) {
    return new Pages(
        () -> new Health(List.of(new Health.Check("reader", !failure.isDone(), "reading"))),
        () -> health(reader),
        meters::scrape,
        () -> config.namespace() + ".alerts, " + config.namespace() + ".alerts.state -> http\n",
        config.settings()::masked);
  }

  private Health health(AlertReader reader) {
    return failure.isDone()
        ? new Health(List.of(new Health.Check("reader", false, "it has ended")))
        : new Health(reader.health());
  }

  /** Where page and API are. */
  public URI address() {
    return address;
  }

  /** Where health and metrics are served. */
  public URI healthAddress() {
    return health;
  }

  @Override
  public CompletionStage<ServiceFailure> failure() {
    return failure.minimalCompletionStage();
  }

  /** First nobody is served any more, then nothing is read. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    while (!owned.isEmpty()) {
      closeQuietly(owned.pop());
    }
    log.atInfo().addKeyValue("service", NAME).log("stopped");
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception exception) {
      log.atWarn().addKeyValue("service", NAME).setCause(exception).log("could not close");
    }
  }
}
