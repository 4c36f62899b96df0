package io.tocsin.operations.probe;

import io.tocsin.runtime.config.ServiceConfig;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end-to-end probe as a whole, from its start to its end: a {@link ProbeLoop}, its metrics and
 * its health. Several may run on a namespace; each waits for its own posts.
 */
public final class ProbeService implements Running {
  /** What the command, the meters and the broker's logs call it. */
  public static final String NAME = "probe";

  private static final Logger log = LoggerFactory.getLogger(ProbeService.class);
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(2);
  private static final int ANSWER_MILLIS = 5_000;
  private static final int LOOK_MILLIS = 30_000;
  private static final double MILLION = 1e6;

  private final Lifetime lifetime = new Lifetime(NAME);
  private final ServiceConfig config;
  private final ProbeSettings settings;
  private final ProbeLoop loop;
  private final URI health;

  private ProbeService(ServiceConfig config, ProbeSettings settings, Topics topics, Rights rights) {
    this.config = config;
    this.settings = settings;
    KafkaTrouble trouble = new KafkaTrouble(config, rights, "");
    try {
      ProcessMeters meters = lifetime.owning(new ProcessMeters(NAME, config.namespace()));
      ProbeMetrics metrics = new ProbeMetrics(meters.registry());
      loop =
          lifetime.owning(
              new ProbeLoop(
                  parts(topics, metrics),
                  failed -> lifetime.fail(trouble, "the probe cannot go on", failed)));
      HttpEndpoint endpoint =
          lifetime.owning(
              HttpEndpoint.start(
                  config.http().host(),
                  config.http().port(),
                  pages(topics, meters),
                  meters.registry()));
      health = endpoint.address();
      loop.start();
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Starts it.
   *
   * @throws io.tocsin.runtime.config.InvalidConfigException if its settings contradict each other,
   *     or the namespace is in event mode
   * @throws io.tocsin.runtime.topics.BrokerUnreachableException if no broker answers in time
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if {@link Party#PROBE}'s rights are
   *     missing
   * @throws io.tocsin.runtime.http.PortUnavailableException if the port is not free
   */
  public static ProbeService start(ServiceConfig config) {
    ProbeSettings settings = ProbeSettings.of(config);
    Topics topics =
        Topics.of(
            config.namespace(),
            ClockMode.LIVE,
            1,
            AvroSerdes.connect(
                config.registryUrl().toString(), config.registry(), REGISTRY_PATIENCE));
    AccessRights needed = new AccessRights(topics, Party.PROBE);
    Rights rights = new Rights(needed.onTopics());
    ClusterAdmin.ask(
        config,
        rights,
        NAME,
        admin -> {
          RightsCheck.require(admin, needed.byResource(), needed.onTopics().keySet());
          return rights;
        });
    ProbeService service = new ProbeService(config, settings, topics, rights);
    log.atInfo()
        .addKeyValue("service", NAME)
        .addKeyValue("namespace", config.namespace())
        .addKeyValue("http", service.healthAddress())
        .log("started");
    return service;
  }

  private ProbeLoop.Parts parts(Topics topics, ProbeMetrics metrics) {
    return new ProbeLoop.Parts(
        consumer(),
        producer(),
        topics.rawPosts().name(),
        topics.enrichedPosts(),
        settings,
        UUID.randomUUID().toString(),
        metrics,
        InstantSource.system());
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> client = new HashMap<>(config.kafka());
    client.put(ConsumerConfig.CLIENT_ID_CONFIG, config.applicationId(NAME));
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    client.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK_MILLIS);
    return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A post that cannot be written in time is lost, and need not be written later. */
  private Producer<byte[], byte[]> producer() {
    int patience = (int) settings.timeout().toMillis();
    Map<String, Object> client = new HashMap<>(config.kafka());
    client.put(ProducerConfig.CLIENT_ID_CONFIG, config.applicationId(NAME));
    client.put(ProducerConfig.ACKS_CONFIG, "all");
    client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(patience, ANSWER_MILLIS));
    client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(patience, ANSWER_MILLIS));
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    return new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Pages pages(Topics topics, ProcessMeters meters) {
    String flow = "%s -> %s%n".formatted(topics.rawPosts().name(), topics.enrichedPosts().name());
    return new Pages(
        () -> new Health(List.of(lifetime.check("probe", "running"))),
        this::readiness,
        () -> meters.scrape(readiness()),
        () -> flow,
        config.settings()::masked);
  }

  private Health readiness() {
    boolean connected = loop.isConnected();
    ProbeRounds.Standing standing = loop.standing();
    return new Health(
        List.of(
            lifetime.check("probe", "running"),
            new Health.Check("brokers", connected, connected ? "connected" : "no connection"),
            pipeline(standing),
            partitions(standing)));
  }

  /** Down when nothing has come through for the timeout, and before the first does. */
  private Health.Check pipeline(ProbeRounds.Standing standing) {
    if (!standing.succeeded()) {
      return new Health.Check("pipeline", false, "no post has come through yet");
    }
    Duration age = Duration.ofNanos(loop.now() - standing.lastSuccessAt());
    boolean overdue = age.compareTo(settings.timeout().plus(settings.interval())) > 0;
    return new Health.Check(
        "pipeline",
        !standing.stuck() && !overdue,
        "the last post came through %d s ago, in %.0f ms"
            .formatted(age.toSeconds(), standing.lastTook() / MILLION));
  }

  private Health.Check partitions(ProbeRounds.Standing standing) {
    String name = "each-partition";
    return standing.lost().isEmpty()
        ? new Health.Check(name, true, loop.partitions() + " are tried in turn")
        : Health.Check.degraded(
            name, "the latest posts through these were lost: " + standing.lost());
  }

  /** Where health and metrics are served. */
  public URI healthAddress() {
    return health;
  }

  @Override
  public CompletionStage<ServiceFailure> failure() {
    return lifetime.failure();
  }

  @Override
  public void close() {
    lifetime.close();
  }
}
