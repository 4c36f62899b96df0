package io.tocsin.ingest.feed;

import io.tocsin.ingest.door.RawTopic;
import io.tocsin.ingest.feed.core.FeedList;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.http.Pages;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.ProcessMeters;
import io.tocsin.runtime.service.Running;
import io.tocsin.runtime.service.ServiceFailure;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of feeds as a whole, from its start to its end. It outlives an outage of the brokers,
 * whose posts are sent at the next poll; a right that is taken away ends it.
 */
final class FeedService implements Running {
  /** What the command, the meters and the broker's logs call it. */
  static final String NAME = "feeds";

  private static final Logger log = LoggerFactory.getLogger(FeedService.class);

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final CompletableFuture<ServiceFailure> failure = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final URI health;

  private FeedService(ServiceConfig config, FeedList list) {
    try {
      ProcessMeters meters = owning(new ProcessMeters(NAME, config.namespace()));
      FeedMetrics metrics =
          new FeedMetrics(meters.registry(), list.feeds(), InstantSource.system());
      RawTopic raw = owning(RawTopic.open(config, NAME));
      raw.bindTo(meters.registry());
      health = serve(config, pages(config, raw, meters, metrics), meters);
      FeedPolls polls =
          owning(
              FeedPolls.forever(
                  list,
                  new FeedPolls.Ends(states(config), raw::send, metrics::polled),
                  config.get(FeedSettings.PARALLEL)));
      CompletableFuture<Void> unused = polls.end().whenComplete((none, failed) -> noteEnd(failed));
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Starts it.
   *
   * @throws RuntimeException what {@link RawTopic#open} throws, or that a port is not free
   */
  static FeedService start(ServiceConfig config, FeedList list) {
    FeedService service = new FeedService(config, list);
    log.atInfo()
        .addKeyValue("service", NAME)
        .addKeyValue("namespace", config.namespace())
        .addKeyValue("feeds", list.feeds().size())
        .addKeyValue("http", service.health)
        .log("started");
    return service;
  }

  /** Where the state is kept. */
  static FeedStates states(ServiceConfig config) {
    return new FeedStateFiles(config.stateDir().resolve(config.applicationId(NAME)));
  }

  private URI serve(ServiceConfig config, Pages pages, ProcessMeters meters) {
    return owning(
            HttpEndpoint.start(
                config.http().host(), config.http().port(), pages, meters.registry()))
        .address();
  }

  private <T extends AutoCloseable> T owning(T resource) {
    owned.push(resource);
    return resource;
  }

  private Pages pages(
      ServiceConfig config, RawTopic raw, ProcessMeters meters, FeedMetrics metrics) {
    Supplier<Health> ready = () -> new Health(List.of(brokers(raw), overdue(metrics)));
    return new Pages(
        () -> new Health(List.of(new Health.Check("door", !failure.isDone(), "polling"))),
        ready,
        () -> meters.scrape(ready.get()),
        () -> "feeds -> " + raw.name() + "\n",
        config.settings()::masked);
  }

  private Health.Check brokers(RawTopic raw) {
    boolean connected = raw.isConnected();
    return new Health.Check(
        "brokers", connected && !failure.isDone(), connected ? "connected" : "no connection");
  }

  private static Health.Check overdue(FeedMetrics metrics) {
    List<String> overdue = metrics.overdue();
    return overdue.isEmpty()
        ? new Health.Check("feeds", true, "all read in time")
        : Health.Check.degraded(
            "feeds", "not read for three intervals: " + FeedMetrics.shown(overdue));
  }

  private void noteEnd(@Nullable Throwable failed) {
    if (failed != null) {
      ServiceFailure end = FeedPolls.failure(failed);
      log.atError()
          .addKeyValue("service", NAME)
          .addKeyValue("exit", end.exitCode().code())
          .setCause(end.exitCode() == ExitCode.BUG ? failed : null)
          .log(end.getMessage());
      failure.completeAsync(() -> end);
    }
  }

  /** Where health and metrics are served. */
  URI healthAddress() {
    return health;
  }

  @Override
  public CompletionStage<ServiceFailure> failure() {
    return failure.minimalCompletionStage();
  }

  /** First no more polls, then what they have sent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      while (!owned.isEmpty()) {
        closeQuietly(owned.pop());
      }
      log.atInfo().addKeyValue("service", NAME).log("stopped");
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception exception) {
      log.atWarn().addKeyValue("service", NAME).setCause(exception).log("could not close");
    }
  }
}
