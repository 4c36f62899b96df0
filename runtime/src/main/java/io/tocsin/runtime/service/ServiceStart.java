package io.tocsin.runtime.service;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.deadletters.ErrorPolicy;
import io.tocsin.runtime.deadletters.GuardedClients;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.http.Pages;
import io.tocsin.runtime.http.PeriodicCheck;
import io.tocsin.runtime.http.RegistryProbe;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.topics.PartitionsProbe;
import io.tocsin.runtime.topics.TopicProvisioning;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start of a service, step by step; a step that fails undoes those before it. */
final class ServiceStart {
  private static final Logger log = LoggerFactory.getLogger(ServiceStart.class);

  /** Between two questions to the registry, each of which it may take 4 s to answer. */
  static final Duration REGISTRY_ASKED_EVERY = Duration.ofSeconds(4);

  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(15);
  private static final Duration REGISTRY_PAUSE = Duration.ofMillis(250);

  private final StreamsApp app;
  private final ServiceConfig config;
  private final ProcessMeters meters;
  private final StateDirSpace space;
  private final KafkaTrouble trouble;
  private final LiveService service;
  private volatile Supplier<Health.Check> partitions = () -> starting(PartitionsProbe.NAME);
  private volatile Supplier<Health.Check> registry = () -> starting("registry");

  private ServiceStart(StreamsApp app, ServiceConfig config) {
    this.app = app;
    this.config = config;
    this.meters = new ProcessMeters(app.name(), config.namespace());
    this.space = new StateDirSpace(config.stateDir());
    this.trouble = new KafkaTrouble(config, app.rights(), config.applicationId(app.name()) + "-*");
    this.service = new LiveService(app, meters, trouble, space);
  }

  static RunningService of(StreamsApp app, ServiceConfig config) {
    ServiceStart start = new ServiceStart(app, config);
    try {
      start.run();
      return start.service;
    } catch (RuntimeException failed) {
      start.service.close();
      RuntimeException explained = start.trouble.explained(failed);
      throw start.space.blamedFor(explained).orElseGet(() -> ServiceFailure.of(explained));
    }
  }

  private void run() {
    log.atInfo()
        .addKeyValue("service", app.name())
        .addKeyValue("namespace", config.namespace())
        .addKeyValue("mode", config.mode())
        .log("starting");
    service.owns(StateDirLock.take(config.stateDir(), config.applicationId(app.name())));
    space.check();
    meters.watchDisk(config.stateDir());
    app.bindMeters(meters.registry());
    Topology topology = app.topology();
    service.serves(
        HttpEndpoint.start(
            config.http().host(), config.http().port(), pages(topology), meters.registry()));
    log.atInfo()
        .addKeyValue("service", app.name())
        .addKeyValue("http", service.httpAddress())
        .log("serving");
    Map<String, Integer> maxBytes = TopicProvisioning.ensure(app.topics(), app.rights(), config);
    awaitRegistry();
    startStreams(topology, maxBytes);
    watchHealth();
    service.owns(TopicWatch.start(app.topics(), config, service::fail));
    log.atInfo().addKeyValue("service", app.name()).log("started");
  }

  private void startStreams(Topology topology, Map<String, Integer> maxBytes) {
    Properties settings = StreamsSettings.of(app, config, errorPolicy().settings());
    KafkaClientSupplier clients =
        new GuardedClients(
            app.clientSupplier().orElseGet(DefaultKafkaClientSupplier::new),
            maxBytes,
            service::fail);
    KafkaStreams streams = new KafkaStreams(topology, settings, clients);
    service.watches(streams);
    KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(streams);
    service.owns(streamsMetrics);
    streamsMetrics.bindTo(meters.registry());
    streams.start();
    app.started(streams);
  }

  private void watchHealth() {
    List<String> topics = app.topics().stream().map(NewTopic::name).toList();
    PartitionsProbe probe = PartitionsProbe.start(config, app.name(), topics);
    service.owns(probe);
    partitions = probe::check;
    PeriodicCheck asked =
        PeriodicCheck.start(
            "registry",
            registryProbe(Duration.ZERO)::check,
            REGISTRY_ASKED_EVERY,
            REGISTRY_PATIENCE);
    service.owns(asked);
    registry = asked::last;
    HealthWatch watch = new HealthWatch(app.name(), this::readiness);
    service.owns(watch);
    watch.start(service::lookAtProgress);
  }

  private ErrorPolicy errorPolicy() {
    return new ErrorPolicy(
        DeadLetters.of(app.name(), config),
        config.deadLetterTopic(app.name()),
        config.get(ShellKeys.FAILURES_PER_MINUTE),
        meters.registry(),
        InstantSource.system());
  }

  private RegistryProbe registryProbe(Duration kept) {
    return new RegistryProbe(config.registryUrl(), config.registry(), kept, InstantSource.system());
  }

  private static Health.Check starting(String name) {
    return new Health.Check(name, false, "starting: not asked yet");
  }

  private void awaitRegistry() {
    RegistryProbe probe = registryProbe(Duration.ZERO);
    long deadline = System.nanoTime() + config.startupTimeout().toNanos();
    Health.Check check = probe.check();
    while (!check.healthy()) {
      if (System.nanoTime() - deadline > 0) {
        throw RegistryAnswer.failure(config, check);
      }
      LockSupport.parkNanos(REGISTRY_PAUSE.toNanos());
      check = probe.check();
    }
  }

  /** Nothing of it waits for anybody, so that it can be asked at any time. */
  private Health readiness() {
    List<Health.Check> checks = new ArrayList<>();
    checks.add(service.readiness());
    checks.add(service.progress());
    checks.add(service.brokers());
    checks.add(partitions.get());
    checks.add(registry.get());
    checks.add(space.health());
    checks.addAll(app.health());
    return new Health(checks);
  }

  private Pages pages(Topology topology) {
    String text = topology.describe().toString();
    return new Pages(
        () -> new Health(List.of(service.liveness())),
        this::readiness,
        () -> meters.scrape(readiness()),
        () -> text,
        config.settings()::masked);
  }
}
