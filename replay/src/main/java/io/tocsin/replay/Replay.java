package io.tocsin.replay;

import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Takes a history through a pipeline of its own: topics in a namespace of their own, the three
 * services in this process on the records' own time, the posts in the order of time, and the end
 * mark. Start it, then wait for its end; or {@link #run} does both.
 */
public final class Replay {

  private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final ReplayRequest request;
  private final ReplayListener listener;
  private final ServiceConfig config;
  private final Topics topics;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();

  private Replay(ReplayRequest request, ReplayListener listener) {
    this.request = request;
    this.listener = listener;
    this.config = settle(ServiceConfig.builder(ReplayServices.keys()), "").build();
    this.topics =
        Topics.of(
            request.namespace(),
            ClockMode.EVENT,
            request.partitions(),
            AvroSerdes.connect(config.registryUrl().toString(), config.registry()));
  }

  /**
   * Starts a replay, waits until all of it has come out and stops it. Its topics stay.
   *
   * @throws ReplayException if it cannot begin or go on
   */
  public static ReplayResult run(ReplayRequest request, ReplayListener listener) {
    try (RunningReplay replay = start(request, listener)) {
      return replay.awaitEnd();
    }
  }

  /**
   * Starts a replay; its services run until it is closed.
   *
   * @throws ReplayException if its namespace exists and it is not to be resumed, or the cluster
   *     cannot be used; nothing is left running
   */
  public static RunningReplay start(ReplayRequest request, ReplayListener listener) {
    Replay replay = new Replay(request, listener);
    try {
      return replay.start();
    } catch (RuntimeException failed) {
      RunningReplay.closeAll(replay.owned);
      throw failed;
    }
  }

  private RunningReplay start() {
    long sent = prepareTopics();
    Producer<byte[], byte[]> producer = producer();
    owned.push(producer);
    if (!request.resume() || sent == 0) {
      new RulesOfReplay(producer, topics).apply(request.rules(), request.posts().extent().first());
    }
    listener.phase("starting ingest, enrich and alerts");
    List<RunningService> services = new ArrayList<>();
    for (ServiceDefinition definition : ReplayServices.all()) {
      RunningService service = start(definition);
      owned.push(service);
      services.add(service);
    }
    ReplayFeed feed = new ReplayFeed(consumerSettings(), topics);
    owned.push(feed);
    Pacer pacer = new Pacer(request.speed(), Pacer.Waiting.system());
    String raw = topics.rawPosts().name();
    SentBefore before = SentBefore.in(raw, sent, () -> consumer());
    RawTopicSender sender = new RawTopicSender(producer, raw, request, pacer, before);
    return new RunningReplay(request, listener, services, sender, feed, owned);
  }

  /** Creates what is missing and says how much was sent before. */
  private long prepareTopics() {
    Admin admin = Admin.create(new HashMap<>(config.kafka()));
    try {
      ReplayTopics replayTopics = new ReplayTopics(admin, topics);
      Set<String> existing = replayTopics.existing();
      if (!existing.isEmpty() && !request.resume()) {
        throw new ReplayException(
            "the replay '"
                + request.name()
                + "' exists already ("
                + existing.iterator().next()
                + "); take another name, or resume it");
      }
      listener.phase("creating the topics of " + request.namespace());
      replayTopics.create(config);
      return replayTopics.sent();
    } finally {
      admin.close(CLOSE_WITHIN);
    }
  }

  private RunningService start(ServiceDefinition definition) {
    ServiceConfig own = settle(ServiceShell.config(definition), definition.name()).build();
    return ServiceShell.start(definition.app().apply(own), own);
  }

  /** All settings but those that only another service knows. */
  private ServiceConfigBuilder settle(ServiceConfigBuilder builder, String service) {
    request.settings().entrySet().stream()
        .filter(setting -> service.isEmpty() || !belongsToAnother(setting.getKey(), service))
        .forEach(setting -> builder.set(setting.getKey(), setting.getValue()));
    return builder
        .namespace(request.namespace())
        .mode(Mode.EVENT)
        .partitions(request.partitions())
        .httpPort(0)
        .stateDir(request.stateDir());
  }

  private static boolean belongsToAnother(String key, String service) {
    return ReplayServices.all().stream()
        .map(ServiceDefinition::name)
        .filter(name -> !name.equals(service))
        .anyMatch(name -> key.startsWith("tocsin." + name + "."));
  }

  private Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return settings;
  }
}
