package io.tocsin.ingest.receive;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.door.DoorPost;
import io.tocsin.ingest.receive.Budget.Share;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.http.PortUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks HTTP: {@code /posts}, as {@code docs/receive.openapi.yaml} has it. */
final class ReceiveServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReceiveServer.class);
  private static final String POSTS = "/posts";
  private static final String POST = "/posts/{source}/<id>";
  private static final int MAX_CONNECTIONS = 1_000;
  private static final int SELECTORS_AND_ACCEPTORS = 3;
  private static final long STOP_MILLIS = 33_000;

  private final ReceiveSettings settings;
  private final Budget budget;
  private final Intake intake;
  private final ReceiveMetrics metrics;
  private final Tokens tokens;
  private final BodyReader bodies;
  private final PostBatch batches;
  private final QueuedThreadPool threads;
  private final ThreadPoolExecutor answers;
  private final Javalin server;

  private ReceiveServer(
      ReceiveSettings settings, Budget budget, Intake intake, ReceiveMetrics metrics) {
    this.settings = settings;
    this.budget = budget;
    this.intake = intake;
    this.metrics = metrics;
    this.tokens = new Tokens(settings.tokens());
    this.bodies = new BodyReader(settings.maxBody(), settings.readTimeout().toNanos());
    this.batches = new PostBatch(settings.maxPosts());
    this.threads = new QueuedThreadPool(settings.threads() + SELECTORS_AND_ACCEPTORS);
    this.answers = answers(settings.threads());
    this.server = Javalin.create(this::configure);
  }

  /** Those that read slowly must not keep the answers of others waiting. */
  private static ThreadPoolExecutor answers(int threads) {
    ThreadPoolExecutor answers =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            ReceiveServer::answering);
    answers.allowCoreThreadTimeOut(true);
    return answers;
  }

  private static Thread answering(Runnable work) {
    Thread thread = new Thread(work, "receive-answers");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts to serve.
   *
   * @throws PortUnavailableException if the address cannot be had
   */
  static ReceiveServer start(
      ReceiveSettings settings, Budget budget, Intake intake, ReceiveMetrics metrics) {
    ReceiveServer door = new ReceiveServer(settings, budget, intake, metrics);
    try {
      door.server.start(settings.host(), settings.port());
      return door;
    } catch (RuntimeException failed) {
      door.close();
      throw new PortUnavailableException(
          settings.host(), settings.port(), "tocsin.receive", failed);
    }
  }

  URI address() {
    return HttpEndpoint.address(settings.host(), server.port());
  }

  /** Takes no more requests, answers those under way, for a bounded time. */
  @Override
  public void close() {
    server.stop();
    answers.shutdown();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(this::configure);
    config.jetty.modifyHttpConfiguration(ReceiveServer::configure);
    config.jetty.addConnector(this::connector);
    config.jetty.modifyServletContextHandler(
        context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
    config.requestLogger.http(
        (context, millis) ->
            metrics.request(
                context.method().name(),
                context.statusCode(),
                Duration.ofNanos((long) (millis * 1e6))));
    route(config.routes);
  }

  private void configure(Server jetty) {
    jetty.setHandler(new GracefulHandler());
    jetty.setStopTimeout(STOP_MILLIS);
    jetty.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, jetty));
    jetty.setErrorHandler(new TransportErrors());
  }

  private static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "posts",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.BAD_UTF8_ENCODING));
  }

  private ServerConnector connector(Server jetty, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    return connector;
  }

  private void route(RoutesConfig routes) {
    Handler authorised = context -> tokens.require(context.header("Authorization"));
    routes.before(POSTS, authorised);
    routes.before(POST, authorised);
    routes.post(POSTS, this::post);
    routes.put(POST, this::put);
    routes.delete(POST, this::delete);
    routes.exception(Problem.class, (problem, context) -> answer(context, Answer.of(problem)));
    routes.exception(HttpResponseException.class, ReceiveServer::nothingHere);
    routes.exception(Exception.class, ReceiveServer::broken);
  }

  private void post(Context context) {
    PostBatch.Form form = PostBatch.form(context.contentType());
    take(
        context,
        share -> {
          List<byte[]> posts = batches.posts(body(context, share), form);
          share.take(RequestCost.ofPosts(posts.size()));
          return () -> posts.stream().map(DoorPost::read);
        });
  }

  private void put(Context context) {
    PostIdentity identity = PostIdentity.ofPath(context.req().getRequestURI());
    if (PostBatch.form(context.contentType()) != PostBatch.Form.JSON) {
      throw new Problem(
              Problem.Kind.UNSUPPORTED, "Content-Type: lines; expected application/json, one post")
          .closing();
    }
    take(
        context,
        share -> {
          byte[] body = body(context, share);
          return () -> Stream.of(IdentifiedPost.edit(identity, body));
        });
  }

  private void delete(Context context) {
    PostIdentity identity = PostIdentity.ofPath(context.req().getRequestURI());
    boolean erase = erase(context.queryParam("erase"));
    take(context, share -> () -> Stream.of(IdentifiedPost.kill(identity, erase)));
  }

  private static boolean erase(@Nullable String value) {
    String text = value == null ? "false" : value;
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new Problem(
              Problem.Kind.MALFORMED,
              "erase: \"" + BodyReader.shown(text) + "\"; expected true or false");
    };
  }

  private byte[] body(Context context, Share share) {
    byte[] body = bodies.read(context.req(), share);
    metrics.read(body.length);
    return body;
  }

  /** Finds the posts of a request within its share of memory. */
  @FunctionalInterface
  private interface Request {
    Supplier<Stream<Reading<DoorPost>>> posts(Share share);
  }

  /**
   * The share is given back when the answer is known, or at once when there is none to wait for.
   */
  private void take(Context context, Request request) {
    Share share = budget.open();
    CompletableFuture<List<Outcome>> outcomes;
    try {
      share.take(RequestCost.ofRequest());
      outcomes = intake.take(request.posts(share));
    } catch (RuntimeException refused) {
      share.close();
      throw refused;
    }
    context.future(
        () ->
            outcomes
                .whenCompleteAsync((known, failed) -> share.close(), answers)
                .thenAccept(known -> answer(context, Answer.of(known))));
  }

  private static void answer(Context context, Answer answer) {
    answer.headers().forEach(context::header);
    context.status(answer.status()).contentType(answer.contentType()).result(answer.body());
  }

  private static void nothingHere(HttpResponseException refused, Context context) {
    boolean method = refused.getStatus() == 405;
    Problem problem =
        new Problem(
            method ? Problem.Kind.METHOD_NOT_ALLOWED : Problem.Kind.NOT_FOUND,
            "expected POST /posts, PUT or DELETE /posts/{source}/{id}");
    answer(context, Answer.of(method ? problem.with("Allow", allowed(context)) : problem));
  }

  private static String allowed(Context context) {
    return context.path().equals(POSTS) ? "POST" : "PUT, DELETE";
  }

  private static void broken(Exception bug, Context context) {
    log.atError().addKeyValue("service", "receive").setCause(bug).log("a request failed");
    answer(context, Answer.of(new Problem(Problem.Kind.BROKEN, "it is in the log")));
  }
}
