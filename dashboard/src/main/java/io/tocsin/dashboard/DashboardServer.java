package io.tocsin.dashboard;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.tocsin.dashboard.core.AlertKey;
import io.tocsin.dashboard.core.BoardAlert;
import io.tocsin.dashboard.core.HostNames;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.http.PortUnavailableException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks HTTP: the page, and the API as {@code docs/dashboard.openapi.yaml} has it. */
final class DashboardServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DashboardServer.class);
  private static final String JSON = "application/json";
  private static final int OTHER_THREADS = 32;
  private static final int OTHER_CONNECTIONS = 500;
  private static final int CURSORS_FIT = 96 << 10;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String ADDRESSES =
      "expected GET of /, /api/alerts, /api/alerts/{id}, /api/events, /api/health or /api/rules, or"
          + " what docs/dashboard.openapi.yaml has beside";

  private final DashboardSettings settings;
  private final String live;
  private final LiveBoard board;
  private final Supplier<Health> health;
  private final EventStreams streams;
  private final RuleRoutes rules;
  private final SilenceRoutes silences;
  private final ReadRoutes reads;
  private final HostNames hosts;
  private final DashboardMetrics metrics;
  private final Javalin server;

  private DashboardServer(
      DashboardSettings settings,
      String live,
      LiveBoard board,
      Supplier<Health> health,
      EventStreams streams,
      RuleRoutes rules,
      SilenceRoutes silences,
      ReadRoutes reads,
      DashboardMetrics metrics) {
    this.settings = settings;
    this.live = live;
    this.board = board;
    this.health = health;
    this.streams = streams;
    this.rules = rules;
    this.silences = silences;
    this.reads = reads;
    this.hosts = HostNames.of(settings.host(), settings.hosts());
    this.metrics = metrics;
    this.server = Javalin.create(this::configure);
  }

  /**
   * Starts to serve.
   *
   * @throws PortUnavailableException if the address cannot be had
   */
  static DashboardServer start(
      DashboardSettings settings,
      String live,
      LiveBoard board,
      Supplier<Health> health,
      EventStreams streams,
      RuleRoutes rules,
      SilenceRoutes silences,
      ReadRoutes reads,
      DashboardMetrics metrics) {
    DashboardServer started =
        new DashboardServer(
            settings, live, board, health, streams, rules, silences, reads, metrics);
    try {
      started.server.start(settings.host(), settings.port());
      return started;
    } catch (RuntimeException failed) {
      started.close();
      throw new PortUnavailableException(
          settings.host(), settings.port(), "tocsin.dashboard", failed);
    }
  }

  URI address() {
    return HttpEndpoint.address(settings.host(), server.port());
  }

  /** Lets those who follow go, then stops. */
  @Override
  public void close() {
    board.close();
    server.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = new QueuedThreadPool(settings.clients() + OTHER_THREADS);
    config.jetty.modifyServer(
        jetty ->
            jetty.addBean(
                new NetworkConnectionLimit(settings.clients() + OTHER_CONNECTIONS, jetty)));
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(CURSORS_FIT);
        });
    config.jetty.addConnector(this::connector);
    metrics.requests(config);
    route(config.routes);
  }

  private ServerConnector connector(Server jetty, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    return connector;
  }

  private void route(RoutesConfig routes) {
    routes.before(DashboardServer::secure);
    routes.before(this::requireOwnHost);
    PageFiles.all().forEach((path, file) -> routes.get(path, context -> serve(context, file)));
    routes.get("/api/alerts", this::alerts);
    routes.get("/api/alerts/{id}", this::alert);
    routes.get("/api/events", streams::serve);
    routes.get("/api/health", this::health);
    rules.addTo(routes);
    silences.addTo(routes);
    reads.addTo(routes);
    routes.exception(ApiProblem.class, DashboardServer::refuse);
    routes.exception(HttpResponseException.class, DashboardServer::nothingHere);
    routes.exception(Exception.class, DashboardServer::broken);
  }

  private static void secure(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cache-Control", "no-cache");
  }

  /** A page of strangers cannot reach it under a name of its own (DNS rebinding). */
  private void requireOwnHost(Context context) {
    String host = context.header("Host");
    if (!hosts.accepts(host)) {
      throw new ApiProblem(
          ApiProblem.Kind.MISDIRECTED,
          "Host: \"%s\"; expected an address, localhost, or a name that tocsin.dashboard.hosts has"
              .formatted(host));
    }
  }

  private static void serve(Context context, PageFiles.PageFile file) {
    context.contentType(file.type()).header("Vary", "Accept-Encoding");
    if (String.valueOf(context.header("Accept-Encoding")).contains("gzip")) {
      context.header("Content-Encoding", "gzip").result(file.zipped());
    } else {
      context.result(file.bytes());
    }
  }

  private void alerts(Context context) {
    if (reads.answered(context)) {
      return;
    }
    AlertQuery query = AlertQuery.of(context.queryParamMap());
    String answer =
        ApiAnswers.alerts(board.look(query.filter(), query.limit()), live, query.evidence());
    context.contentType(JSON).result(answer);
  }

  private void alert(Context context) {
    String id = context.pathParam("id");
    String namespace = context.queryParam("namespace");
    BoardAlert alert =
        find(id, namespace)
            .orElseThrow(
                () ->
                    new ApiProblem(
                        ApiProblem.Kind.NOT_FOUND,
                        "no alert with this id"
                            + (namespace == null ? "" : " in this namespace")
                            + "; it may be older than what is kept in memory"));
    context.contentType(JSON).result(ApiAnswers.alert(alert, board.events(alert.key())));
  }

  /** Where no namespace is named, the live one goes before the others. */
  private Optional<BoardAlert> find(String id, @Nullable String namespace) {
    if (namespace != null) {
      return board.find(new AlertKey(namespace, id));
    }
    List<String> names = new ArrayList<>(board.namespaces());
    names.remove(live);
    names.add(0, live);
    return names.stream().flatMap(name -> board.find(new AlertKey(name, id)).stream()).findFirst();
  }

  private void health(Context context) {
    Health now = health.get();
    context.status(now.healthy() ? 200 : 503).contentType(JSON).result(now.json());
  }

  private static void refuse(ApiProblem problem, Context context) {
    context.status(problem.status());
    context.contentType("application/problem+json").result(problem.json());
  }

  private static void nothingHere(HttpResponseException refused, Context context) {
    switch (refused.getStatus()) {
      case 405 -> {
        boolean changes = context.path().matches("/api/(rules|silences).*");
        context.header("Allow", changes ? "GET, HEAD, POST" : "GET, HEAD");
        refuse(new ApiProblem(ApiProblem.Kind.METHOD_NOT_ALLOWED, ADDRESSES), context);
      }
      case 413 ->
          refuse(new ApiProblem(ApiProblem.Kind.TOO_LARGE, "expected less than that"), context);
      default -> refuse(new ApiProblem(ApiProblem.Kind.NOT_FOUND, ADDRESSES), context);
    }
  }

  private static void broken(Exception bug, Context context) {
    log.atError()
        .addKeyValue("service", DashboardService.NAME)
        .setCause(bug)
        .log("a request failed");
    refuse(new ApiProblem(ApiProblem.Kind.BROKEN, "it is in the log"), context);
  }
}
