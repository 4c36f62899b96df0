package io.tocsin.ingest.feed;

import io.tocsin.ingest.door.RawTopic;
import io.tocsin.ingest.feed.core.FeedList;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.http.Pages;
import io.tocsin.runtime.service.Lifetime;
import io.tocsin.runtime.service.ProcessMeters;
import io.tocsin.runtime.service.Running;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.service.StateDirSpace;
import io.tocsin.runtime.topics.PartitionsProbe;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

  private final Lifetime lifetime = new Lifetime(NAME);
  private final URI health;

  private FeedService(ServiceConfig config, FeedList list) {
    try {
      ProcessMeters meters = lifetime.owning(new ProcessMeters(NAME, config.namespace()));
      FeedMetrics metrics =
          new FeedMetrics(meters.registry(), list.feeds(), InstantSource.system());
      RawTopic raw = lifetime.owning(RawTopic.open(config, NAME));
      raw.bindTo(meters.registry());
      PartitionsProbe leaders =
          lifetime.owning(PartitionsProbe.start(config, NAME, List.of(raw.name())));
      StateDirSpace space = new StateDirSpace(config.stateDir());
      Supplier<Health> ready =
          () ->
              new Health(List.of(brokers(raw), leaders.check(), space.health(), overdue(metrics)));
      health = serve(config, pages(config, raw, meters, ready), meters);
      FeedPolls polls =
          lifetime.owning(
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
    return lifetime
        .owning(
            HttpEndpoint.start(
                config.http().host(), config.http().port(), pages, meters.registry()))
        .address();
  }

  private Pages pages(
      ServiceConfig config, RawTopic raw, ProcessMeters meters, Supplier<Health> ready) {
    return new Pages(
        () -> new Health(List.of(lifetime.check("door", "polling"))),
        ready,
        () -> meters.scrape(ready.get()),
        () -> "feeds -> " + raw.name() + "\n",
        config.settings()::masked);
  }

  private Health.Check brokers(RawTopic raw) {
    boolean connected = raw.isConnected();
    return new Health.Check(
        "brokers", connected && !lifetime.hasFailed(), connected ? "connected" : "no connection");
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
      lifetime.fail(FeedPolls.failure(failed));
    }
  }

  /** Where health and metrics are served. */
  URI healthAddress() {
    return health;
  }

  @Override
  public CompletionStage<ServiceFailure> failure() {
    return lifetime.failure();
  }

  /** First no more polls, then what they have sent. */
  @Override
  public void close() {
    lifetime.close();
  }
}
