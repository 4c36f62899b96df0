package io.tocsin.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.avro.Post;
import io.tocsin.ingest.IngestMetrics;
import io.tocsin.ingest.IngestSettings;
import io.tocsin.ingest.topology.IngestTopology;
import io.tocsin.ingest.topology.ReadingProofs;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.fuzz.CleanPostRules;
import io.tocsin.testkit.fuzz.FuzzedInputs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Ingest's topology in Kafka's driver, fed with fuzzed inputs; says where each of them ended. */
final class FuzzRun implements AutoCloseable {
  private static final Instant BEGIN = Instant.parse("2022-02-11T12:00:00Z");
  private static final int LONGEST_LETTER = 900 * 1024;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Topics topics = Topics.of("news", ClockMode.LIVE, 1, AvroSerdes.inMemory());
  private final long seed;
  private final FuzzedInputs inputs;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> raw;
  private final TestOutputTopic<String, Post> posts;
  private final TestOutputTopic<byte[], byte[]> letters;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private String fault = "";
  private int sent;
  private int clean;

  FuzzRun(long seed, Path state) {
    this.seed = seed;
    this.inputs =
        new FuzzedInputs(
            seed,
            post -> topics.rawPostSerde().serializer().serialize(topics.rawPosts().name(), post));
    this.driver = new TopologyTestDriver(topology(), settings(state), BEGIN);
    this.raw =
        driver.createInputTopic(
            topics.rawPosts().name(),
            topics.rawPosts().keySerde().serializer(),
            topics.rawPosts().valueSerde().serializer());
    this.posts = output(topics.posts());
    this.letters = output(topics.deadLetters("ingest"));
  }

  private Topology topology() {
    return new IngestTopology(
            topics,
            IngestSettings.DEFAULT,
            new DeadLetters("ingest", LONGEST_LETTER),
            ReadingProofs.none(),
            new IngestMetrics(meters))
        .build();
  }

  private static Properties settings(Path state) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "fuzz");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "driver:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return settings;
  }

  private <K, V> TestOutputTopic<K, V> output(TopicSpec<K, V> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer());
  }

  /**
   * Sends the inputs of the numbers from one to before another; then all that were sent are
   * counted.
   */
  void send(int from, int to) {
    for (int number = from; number < to; number++) {
      raw.pipeInput(new TestRecord<>(null, inputs.at(number), BEGIN.plusMillis(number)));
      sent++;
    }
    posts.readValuesToList().stream().filter(Objects::nonNull).forEach(this::check);
    letters.readRecordsToList().forEach(this::count);
    if (clean + refused() + dropped() != sent) {
      fault = "inputs were lost before number " + to;
    }
  }

  private void check(Post post) {
    clean++;
    CleanPostRules.brokenBy(post).forEach(rule -> fault = rule + ": " + post);
  }

  private void count(TestRecord<byte[], byte[]> letter) {
    byte[] reason = letter.headers().lastHeader(DeadLetterHeaders.REASON).value();
    reasons.merge(new String(reason, UTF_8), 1, Integer::sum);
  }

  private int refused() {
    return reasons.values().stream().mapToInt(Integer::intValue).sum();
  }

  private int dropped() {
    double stale =
        meters.find("tocsin.ingest.revisions.stale").counters().stream()
            .mapToDouble(Counter::count)
            .sum();
    return (int) (stale + meters.get("tocsin.ingest.revisions.redelivered").counter().count());
  }

  boolean isSound() {
    return fault.isEmpty();
  }

  /** The sums, and the fault that ended the run if there was one. */
  String report() {
    String sums =
        "seed=%d inputs=%d clean=%d dropped=%d dead=%d %s"
            .formatted(seed, sent, clean, dropped(), refused(), reasons);
    return isSound() ? sums : sums + System.lineSeparator() + "FAULT " + fault;
  }

  @Override
  public void close() {
    driver.close();
  }
}
