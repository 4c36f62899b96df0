package io.tocsin.benchmarks.speed;

import com.sun.management.OperatingSystemMXBean;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.devcluster.DevCluster;
import io.tocsin.devcluster.DevClusterOptions;
import io.tocsin.replay.Deliveries;
import io.tocsin.replay.Deliveries.Delivery;
import io.tocsin.replay.Replay;
import io.tocsin.replay.ReplayListener;
import io.tocsin.replay.ReplayRequest;
import io.tocsin.replay.ReplayResult;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.runtime.service.StreamsApp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How fast a replay is at {@code max}, beside a pipeline that does nothing: the same topics and
 * hops, exactly-once by the same shell, bytes passed on as they are; and beside one that does
 * nothing either, but writes as many records to changelogs as the replay did. In turn, over the
 * same posts, on one broker; the first turn is to warm up.
 */
public final class ReplaySpeed {

  private static final int TURNS = 3;
  private static final int PARTITIONS = 3;

  /** A mention for about so many posts passes from match to detect. */
  private static final int POSTS_A_MENTION = 3;

  private static final Duration POLL = Duration.ofMillis(100);

  private final Path posts;
  private final List<Rule> rules;
  private final Path states;
  private final Map<String, String> settings;

  private ReplaySpeed(Path directory, DevCluster cluster, List<String> more) throws IOException {
    this.posts = directory.resolve("posts.jsonl");
    this.rules = RuleFile.read(Files.readAllBytes(directory.resolve("rules.yaml"))).rules();
    this.states = Files.createTempDirectory("replay-speed");
    this.settings = new TreeMap<>();
    settings.put("tocsin.kafka.bootstrap.servers", cluster.bootstrapServers());
    settings.put("tocsin.registry.url", cluster.registryUrl());
    for (String setting : more) {
      int equals = setting.indexOf('=');
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
  }

  /**
   * Prints the rates of each turn.
   *
   * @param args directory to work in, number of posts, number of rules, and settings of all
   *     services as {@code key=value}
   */
  public static void main(String... args) throws Exception {
    if (args.length < 3) {
      throw new IllegalArgumentException("expected: DIRECTORY POSTS RULES [KEY=VALUE …]");
    }
    Path directory = Files.createDirectories(Path.of(args[0]));
    HeadlineHistory.write(directory, Integer.parseInt(args[1]), Integer.parseInt(args[2]), 1);
    try (DevCluster cluster = DevCluster.start(DevClusterOptions.temporary())) {
      ReplaySpeed speed =
          new ReplaySpeed(directory, cluster, List.of(args).subList(3, args.length));
      for (int turn = 0; turn < TURNS; turn++) {
        Run nothing = speed.passOn("nothing-" + turn, 0, 0);
        String name = "speed-" + turn;
        Run replay = speed.replay(name);
        int ingest = speed.puts(name, "ingest", replay.posts());
        int alerts = speed.puts(name, "alerts", replay.posts());
        Run writing = speed.passOn("writing-" + turn, ingest, alerts);
        System.out.printf(
            Locale.ROOT,
            "turn %d%s: does nothing %s, replay %s, ratio %.2f; nothing but writing as much (%d puts"
                + " a post in ingest, %d in alerts) %s, ratio %.2f%n",
            turn,
            turn == 0 ? " (warming up)" : "",
            nothing,
            replay,
            replay.rate() / nothing.rate(),
            ingest,
            alerts,
            writing,
            replay.rate() / writing.rate());
      }
    }
  }

  /** A way through all posts: how fast, and what a post took of the processors. */
  private record Run(long posts, double rate, double micros) {

    static Run of(long posts, Duration took, long processorNanos) {
      return new Run(posts, posts * 1e9 / took.toNanos(), processorNanos / 1e3 / posts);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.0f posts/s (%.0f us of processor)", rate, micros);
    }
  }

  /** Of this process: broker, services, producer and reader. */
  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private Run replay(String name) throws IOException {
    long processor = processorNanos();
    History history = HistoryFile.open(posts, HistoryFile.Reading.defaults());
    ReplayResult result =
        Replay.run(
            ReplayRequest.of(name, history, rules, states.resolve(name), settings)
                .inPartitions(PARTITIONS),
            ReplayListener.SILENT);
    return Run.of(result.posts(), result.took(), processorNanos() - processor);
  }

  /** How many records a replay's service wrote to its changelogs for each post, rounded. */
  private int puts(String replay, String service, long posts) {
    String begin = "replay-" + replay + "-" + service + "-";
    try (var consumer =
        new KafkaConsumer<>(kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> changelogs =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .filter(info -> info.topic().startsWith(begin))
              .filter(info -> info.topic().endsWith("-changelog"))
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      long records = consumer.endOffsets(changelogs).values().stream().mapToLong(n -> n).sum();
      return (int) Math.round((double) records / posts);
    }
  }

  /**
   * The same way with nothing done on it.
   *
   * @param ingest so many entries for each post go into a store of ingest with a changelog
   * @param alerts and into one of alerts
   */
  private Run passOn(String name, int ingest, int alerts)
      throws IOException, ExecutionException, InterruptedException {
    String raw = name + ".posts.raw";
    String clean = name + ".posts";
    String enriched = name + ".posts.enriched";
    String rung = name + ".alerts";
    try (Admin admin = Admin.create(kafka())) {
      List<NewTopic> topics = new ArrayList<>(List.of(new NewTopic(raw, 1, (short) 1)));
      Stream.of(clean, enriched, rung)
          .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
          .forEach(topics::add);
      admin.createTopics(topics).all().get();
    }
    List<RunningService> services =
        List.of(
            start(
                name,
                new PassOn(
                    "ingest", raw, clean, "by-post-key", "by-source", PARTITIONS, 1, ingest)),
            start(name, new PassOn("enrich", clean, enriched, "", "", 0, 1, 0)),
            start(
                name,
                new PassOn(
                    "alerts", enriched, rung, "by-rule", "", PARTITIONS, POSTS_A_MENTION, alerts)));
    try {
      long processor = processorNanos();
      long begin = System.nanoTime();
      Sent sent = send(raw);
      await(enriched, sent.posts());
      await(rung, sent.mentions());
      return Run.of(
          sent.posts(), Duration.ofNanos(System.nanoTime() - begin), processorNanos() - processor);
    } finally {
      services.forEach(RunningService::close);
    }
  }

  private RunningService start(String namespace, StreamsApp app) {
    ServiceDefinition definition =
        new ServiceDefinition(app.name(), "Passes bytes on.", List.of(), config -> app);
    var builder = ServiceShell.config(definition);
    settings.forEach(builder::set);
    return ServiceShell.start(
        app,
        builder
            .namespace(namespace)
            .mode(Mode.EVENT)
            .partitions(PARTITIONS)
            .httpPort(0)
            .stateDir(states.resolve(namespace + "-" + app.name()))
            .build());
  }

  private Map<String, Object> kafka() {
    return new HashMap<>(
        Map.of("bootstrap.servers", settings.get("tocsin.kafka.bootstrap.servers")));
  }

  /** What was sent, and how much of it is to come out at the end. */
  private record Sent(long posts, long mentions) {}

  private Sent send(String topic) throws IOException {
    Map<String, Object> client = kafka();
    client.putAll(Map.of("acks", "all", "compression.type", "lz4", "linger.ms", 5));
    long sent = 0;
    long mentions = 0;
    Deliveries all = Deliveries.of(HistoryFile.open(posts, HistoryFile.Reading.defaults()));
    try (var producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        Deliveries.Cursor cursor = all.open()) {
      Optional<Delivery> post = cursor.next();
      while (post.isPresent()) {
        Delivery next = post.get();
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(
                    topic, 0, next.time().toEpochMilli(), next.key(), next.value()));
        sent++;
        mentions += PassOn.passes(next.key(), POSTS_A_MENTION) ? 1 : 0;
        post = cursor.next();
      }
    }
    return new Sent(sent, mentions);
  }

  /** Waits until so many records are committed. */
  private void await(String topic, long records) {
    Map<String, Object> client = kafka();
    client.put("isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          Stream.iterate(0, p -> p + 1)
              .limit(PARTITIONS)
              .map(p -> new TopicPartition(topic, p))
              .toList());
      consumer.seekToBeginning(consumer.assignment());
      long seen = 0;
      while (seen < records) {
        seen += consumer.poll(POLL).count();
      }
    }
  }
}
