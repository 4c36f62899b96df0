package io.tocsin.dashboard;

import io.tocsin.dashboard.core.NamespaceNames;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.BearerTokens;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.http.Pages;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.Lifetime;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
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

  private final Lifetime lifetime = new Lifetime(NAME);
  private final ServiceConfig config;
  private final KafkaTrouble trouble;
  private final URI address;
  private final URI health;

  private DashboardService(
      ServiceConfig config, DashboardSettings settings, Topics topics, Rights rights) {
    this.config = config;
    this.trouble = new KafkaTrouble(config, rights, "");
    try {
      ProcessMeters meters = lifetime.owning(new ProcessMeters(NAME, config.namespace()));
      LiveBoard board = new LiveBoard(settings.alerts(), settings.events());
      DashboardMetrics metrics = new DashboardMetrics(meters.registry(), board, config.namespace());
      AlertReader reader = lifetime.owning(reader(settings, board, metrics));
      ContextTopics beside = new ContextTopics(serdes(config), settings.counts());
      metrics.counts(beside.counts()::size);
      ContextReader context = lifetime.owning(context(board, beside, metrics));
      HttpEndpoint endpoint =
          lifetime.owning(
              HttpEndpoint.start(
                  config.http().host(),
                  config.http().port(),
                  pages(reader, meters),
                  meters.registry()));
      health = endpoint.address();
      EventStreams streams =
          new EventStreams(
              board, () -> health(reader), metrics, settings.heartbeat(), settings.clients());
      RuleDesk desk =
          lifetime.owning(new RuleDesk(config, settings, topics, InstantSource.system()));
      SilenceDesk silences =
          lifetime.owning(new SilenceDesk(config, trouble, topics, InstantSource.system()));
      WriteAccess access = new WriteAccess(new BearerTokens(settings.tokens()));
      address =
          lifetime
              .owning(
                  DashboardServer.start(
                      settings,
                      config.namespace(),
                      board,
                      () -> health(reader),
                      streams,
                      new RuleRoutes(desk, access),
                      new SilenceRoutes(silences, access, InstantSource.system()),
                      reads(board, beside, metrics),
                      metrics))
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
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if {@link Party#DASHBOARD}'s rights, or
   *     those of {@link Party#RULES_APPLY} where rules can be changed, are missing
   * @throws io.tocsin.runtime.http.PortUnavailableException if a port is not free
   */
  public static DashboardService start(ServiceConfig config) {
    Topics topics = Topics.of(config.namespace(), ClockMode.LIVE, 1, serdes(config));
    DashboardSettings settings = DashboardSettings.of(config);
    AccessRights needed = new AccessRights(topics, Party.DASHBOARD);
    Rights rights = new Rights(needed.onTopics());
    ClusterAdmin.ask(
        config,
        rights,
        NAME,
        admin -> {
          requireAllButContext(admin, needed);
          if (!settings.tokens().isEmpty()) {
            require(admin, new AccessRights(topics, Party.RULES_APPLY));
          }
          return rights;
        });
    DashboardService service = new DashboardService(config, settings, topics, rights);
    log.atInfo()
        .addKeyValue("service", NAME)
        .addKeyValue("namespace", config.namespace())
        .addKeyValue("page", service.address())
        .addKeyValue("http", service.healthAddress())
        .log("started");
    return service;
  }

  /** What stands beside the alerts may be missing. */
  private static void requireAllButContext(ClusterAdmin admin, AccessRights needed) {
    Set<String> context = ContextTopics.names(needed.topics().namespace());
    context.add(needed.topics().silences().name());
    Map<ResourcePattern, Set<AclOperation>> rights = needed.byResource();
    rights.keySet().removeIf(resource -> context.contains(resource.name()));
    Set<String> topics = new TreeSet<>(needed.onTopics().keySet());
    topics.removeAll(context);
    RightsCheck.require(admin, rights, topics);
  }

  private static void require(ClusterAdmin admin, AccessRights needed) {
    RightsCheck.require(admin, needed.byResource(), needed.onTopics().keySet());
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
        failed -> lifetime.fail(trouble, "the alerts cannot be read", failed));
  }

  private ContextReader context(LiveBoard board, ContextTopics beside, DashboardMetrics metrics) {
    return new ContextReader(
        config,
        trouble,
        board,
        beside,
        metrics,
        failed -> lifetime.fail(trouble, "what is beside the alerts cannot be read", failed));
  }

  private ReadRoutes reads(LiveBoard board, ContextTopics beside, DashboardMetrics metrics) {
    ShownNamespaces namespaces = new ShownNamespaces(config.namespace(), board);
    AvroSerdes serdes = serdes(config);
    PastTurns turns = new PastTurns();
    return new ReadRoutes(
        new CountsApi(namespaces, beside, new PastCounts(config, serdes, metrics), turns),
        new ContextApi(namespaces, beside),
        new HistoryApi(namespaces, new AlertHistory(config, serdes, metrics), turns));
  }

  private Pages pages(AlertReader reader, ProcessMeters meters) {
    return new Pages(
        () -> new Health(List.of(lifetime.check("reader", "reading"))),
        () -> health(reader),
        () -> meters.scrape(health(reader)),
        () -> config.namespace() + ".alerts, " + config.namespace() + ".alerts.state -> http\n",
        config.settings()::masked);
  }

  private Health health(AlertReader reader) {
    return lifetime.hasFailed()
        ? new Health(List.of(lifetime.check("reader", "reading")))
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
    return lifetime.failure();
  }

  /** First nobody is served any more, then nothing is read. */
  @Override
  public void close() {
    lifetime.close();
  }
}
