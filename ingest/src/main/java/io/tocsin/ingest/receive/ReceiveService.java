package io.tocsin.ingest.receive;

import io.tocsin.ingest.door.RawTopic;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.http.Pages;
import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.Lifetime;
import io.tocsin.runtime.service.ProcessMeters;
import io.tocsin.runtime.service.Running;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.topics.PartitionsProbe;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP door as a whole, from its start to its end. It outlives an outage of the brokers, whose
 * posts are answered 503; a right that is taken away ends it, as it ends the services.
 */
public final class ReceiveService implements Running {
  /** What the command, the meters and the broker's logs call it. */
  public static final String NAME = "receive";

  private static final Logger log = LoggerFactory.getLogger(ReceiveService.class);
  private static final long ROOM_FOR_OPEN_BATCHES = 8L << 20;

  private final Lifetime lifetime = new Lifetime(NAME);
  private final URI address;
  private final URI health;

  private ReceiveService(ServiceConfig config, ReceiveSettings settings) {
    try {
      ProcessMeters meters = lifetime.owning(new ProcessMeters(NAME, config.namespace()));
      RawTopic raw =
          lifetime.owning(
              RawTopic.open(config, NAME, settings.maxInFlight() + ROOM_FOR_OPEN_BATCHES));
      raw.bindTo(meters.registry());
      PartitionsProbe leaders =
          lifetime.owning(PartitionsProbe.start(config, NAME, List.of(raw.name())));
      HttpEndpoint endpoint =
          lifetime.owning(
              HttpEndpoint.start(
                  config.http().host(),
                  config.http().port(),
                  pages(config, raw, leaders, meters),
                  meters.registry()));
      health = endpoint.address();
      Budget budget = new Budget(settings.maxInFlight());
      ReceiveMetrics metrics = new ReceiveMetrics(meters.registry(), budget);
      Intake intake = new Intake(raw, metrics, this::noteFailure);
      address = lifetime.owning(ReceiveServer.start(settings, budget, intake, metrics)).address();
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Starts it.
   *
   * @throws io.tocsin.runtime.config.InvalidConfigException if the settings do not fit together
   * @throws RuntimeException what {@link RawTopic#open} throws, or that a port is not free
   */
  public static ReceiveService start(ServiceConfig config) {
    ReceiveSettings settings = ReceiveSettings.of(config);
    ReceiveService service = new ReceiveService(config, settings);
    log.atInfo()
        .addKeyValue("service", NAME)
        .addKeyValue("namespace", config.namespace())
        .addKeyValue("posts", service.address() + "/posts")
        .addKeyValue("http", service.healthAddress())
        .log("started");
    if (settings.tokens().isEmpty()) {
      log.atWarn()
          .addKeyValue("service", NAME)
          .log("no tocsin.receive.tokens: everybody on this host may write");
    }
    return service;
  }

  private Pages pages(
      ServiceConfig config, RawTopic raw, PartitionsProbe leaders, ProcessMeters meters) {
    Supplier<Health> ready = () -> new Health(List.of(brokers(raw), leaders.check()));
    return new Pages(
        () -> new Health(List.of(lifetime.check("door", "serving"))),
        ready,
        () -> meters.scrape(ready.get()),
        () -> "http -> " + raw.name() + "\n",
        config.settings()::masked);
  }

  private Health.Check brokers(RawTopic raw) {
    boolean connected = raw.isConnected();
    return new Health.Check(
        "brokers", connected && !lifetime.hasFailed(), connected ? "connected" : "no connection");
  }

  private void noteFailure(Throwable notTaken) {
    log.atDebug().addKeyValue("service", NAME).setCause(notTaken).log("a post was not taken");
    if (notTaken instanceof ClusterRefusedException refused) {
      lifetime.fail(
          new ServiceFailure(ExitCode.WORLD_BROKEN, String.valueOf(refused.getMessage()), refused));
    }
  }

  /** Where posts are received; {@code /posts} below it. */
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

  /** First no more requests, then what they have sent. */
  @Override
  public void close() {
    lifetime.close();
  }
}
