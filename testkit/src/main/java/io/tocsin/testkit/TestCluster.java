package io.tocsin.testkit;

import io.tocsin.devcluster.DevCluster;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of its own on a real broker with a real registry, and short ways to write to topics
 * and to wait for what comes out.
 *
 * <p>Reading is always {@code read_committed}. Methods that take the name of a topic give all
 * records; methods that take a {@link TopicSpec} leave the control records (null value, key
 * beginning with a tilde) out. Records come partition by partition, in the order of offsets.
 */
public final class TestCluster implements AutoCloseable {
  /** How long the waiting methods wait before they fail. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

  private final @Nullable DevCluster cluster;
  private final String bootstrapServers;
  private final String registryUrl;
  private final Path states;
  private final String namespace;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private final AvroSerdes serdes;

  TestCluster(DevCluster cluster, String namespace) {
    this(
        cluster,
        cluster.bootstrapServers(),
        cluster.registryUrl(),
        cluster.dataDir().resolve("state"),
        namespace);
  }

  private TestCluster(
      @Nullable DevCluster cluster,
      String bootstrapServers,
      String registryUrl,
      Path states,
      String namespace) {
    this.cluster = cluster;
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.states = states;
    this.namespace = namespace;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.producer = producer(bootstrapServers);
    this.serdes = AvroSerdes.connect(registryUrl, Map.of(), PATIENCE);
  }

  /**
   * A namespace on a broker and a registry that somebody else has started.
   *
   * @param states where the directories of local state are
   */
  public static TestCluster of(
      String bootstrapServers, String registryUrl, Path states, String namespace) {
    return new TestCluster(null, bootstrapServers, registryUrl, states, namespace);
  }

  /** The namespace that is this test's alone, for instance {@code test-7}. */
  public String namespace() {
    return namespace;
  }

  /** Host and port of the broker. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Base address of the registry's Confluent API. */
  public String registryUrl() {
    return registryUrl;
  }

  /**
   * The cluster itself, to stop and start its parts; the next test finds them running again.
   *
   * @throws IllegalStateException if it is somebody else's
   */
  public DevCluster cluster() {
    if (cluster == null) {
      throw new IllegalStateException("broker and registry are not ours to stop");
    }
    return cluster;
  }

  /** A directory for local state that no other test of this machine uses. */
  public Path stateDir() {
    return states.resolve(namespace);
  }

  /** Serdes over the cluster's registry. */
  public AvroSerdes serdes() {
    return serdes;
  }

  /** The topic catalogue of this namespace over the cluster's registry. */
  public Topics topics(ClockMode mode, int partitions) {
    return Topics.of(namespace, mode, partitions, serdes);
  }

  /** Configuration of a service that is to run on this cluster, by the keys of Tocsin. */
  public Map<String, String> settings() {
    return Map.of(
        "tocsin.namespace", namespace,
        "tocsin.kafka.bootstrap.servers", bootstrapServers(),
        "tocsin.registry.url", registryUrl(),
        "tocsin.state-dir", stateDir().toString(),
        "tocsin.http.port", "0");
  }

  /** Creates topics and returns when they exist. */
  public void create(Collection<NewTopic> topics) {
    get(admin.createTopics(topics).all().toCompletionStage().toCompletableFuture());
    Set<String> created = topics.stream().map(NewTopic::name).collect(Collectors.toSet());
    awaitNames(names -> names.containsAll(created));
  }

  /** Deletes topics and returns when they are gone. */
  public void delete(String... topics) {
    Set<String> deleted = Set.of(topics);
    get(admin.deleteTopics(deleted).all().toCompletionStage().toCompletableFuture());
    awaitNames(names -> Collections.disjoint(names, deleted));
  }

  /** The controller answers before the broker knows. */
  private void awaitNames(Predicate<Set<String>> condition) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .until(
            () -> get(admin.listTopics().names().toCompletionStage().toCompletableFuture()),
            condition);
  }

  /** Creates topics and returns when they exist. */
  public void create(NewTopic... topics) {
    create(Arrays.asList(topics));
  }

  /** Creates topics of the catalogue and returns when they exist. */
  public void create(TopicSpec<?, ?>... topics) {
    create(Arrays.stream(topics).map(topic -> topic.toNewTopic((short) 1)).toList());
  }

  /** Creates all topics of the catalogue and returns when they exist. */
  public void create(Topics topics) {
    create(topics.all().stream().map(topic -> topic.toNewTopic((short) 1)).toList());
  }

  /** Names of the topics of this namespace. */
  public List<String> topicNames() {
    return get(admin.listTopics().names().toCompletionStage().toCompletableFuture()).stream()
        .filter(name -> name.startsWith(namespace))
        .sorted()
        .toList();
  }

  /** Writes a record of bytes; the timestamp is in milliseconds since the epoch. */
  public RecordMetadata produce(
      String topic, byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    return produce(List.of(new ProducerRecord<>(topic, null, timestamp, key, value))).get(0);
  }

  /** Writes a record of UTF-8 texts; the timestamp is in milliseconds since the epoch. */
  public RecordMetadata produce(
      String topic, @Nullable String key, @Nullable String value, long timestamp) {
    return produce(topic, utf8(key), utf8(value), timestamp);
  }

  /** Writes a typed record; the timestamp is in milliseconds since the epoch. */
  public <K, V> RecordMetadata produce(TopicSpec<K, V> topic, K key, V value, long timestamp) {
    byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
    byte[] valueBytes = topic.valueSerde().serializer().serialize(topic.name(), value);
    return produce(topic.name(), keyBytes, valueBytes, timestamp);
  }

  /**
   * Writes records, with partition and headers as they say, and returns when the broker has all of
   * them, in the order given.
   */
  public List<RecordMetadata> produce(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
    producer.flush();
    return sent.stream().map(TestCluster::get).toList();
  }

  /** All records of a topic up to its end as it is now; waits for transactions that are open. */
  public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
    return readAll(topic, bytes(), bytes());
  }

  /** The same with other deserializers. */
  public <K, V> List<ConsumerRecord<K, V>> readAll(
      String topic, Deserializer<K> keys, Deserializer<V> values) {
    try (TopicReader<K, V> reader = reader(topic, keys, values)) {
      return reader.readToEnd(PATIENCE);
    }
  }

  /** All records of a topic but the control records. */
  public <K, V> List<ConsumerRecord<K, V>> readAll(TopicSpec<K, V> topic) {
    return TopicReader.withoutControls(
        readAll(topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer()));
  }

  /** Waits until a topic has at least this many records and gives all that were read. */
  public List<ConsumerRecord<byte[], byte[]>> awaitRecords(String topic, int count) {
    return awaitRecords(topic, atLeast(count), bytes(), bytes());
  }

  /** Waits until the condition holds of the records of a topic and gives all that were read. */
  public <K, V> List<ConsumerRecord<K, V>> awaitRecords(
      String topic,
      Predicate<List<ConsumerRecord<K, V>>> condition,
      Deserializer<K> keys,
      Deserializer<V> values) {
    try (TopicReader<K, V> reader = reader(topic, keys, values)) {
      return reader.readUntil(condition, PATIENCE);
    }
  }

  /** Waits until a topic has at least this many records that are no control records. */
  public <K, V> List<ConsumerRecord<K, V>> awaitRecords(TopicSpec<K, V> topic, int count) {
    return awaitRecords(topic, atLeast(count));
  }

  /** Waits until the condition holds of the records of a topic that are no control records. */
  public <K, V> List<ConsumerRecord<K, V>> awaitRecords(
      TopicSpec<K, V> topic, Predicate<List<ConsumerRecord<K, V>>> condition) {
    return TopicReader.withoutControls(
        awaitRecords(
            topic.name(),
            records -> condition.test(TopicReader.withoutControls(records)),
            topic.keySerde().deserializer(),
            topic.valueSerde().deserializer()));
  }

  /** Closes the clients; the cluster goes on. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    admin.close(Duration.ofSeconds(5));
  }

  private <K, V> TopicReader<K, V> reader(
      String topic, Deserializer<K> keys, Deserializer<V> values) {
    return new TopicReader<>(bootstrapServers, topic, keys, values);
  }

  private static Deserializer<byte[]> bytes() {
    return Serdes.ByteArray().deserializer();
  }

  private static <T> Predicate<List<T>> atLeast(int count) {
    return records -> records.size() >= count;
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * One request at a time: of two, a partition that was made just now may refuse the first and take
   * the second, and then the first is out of order for ever.
   */
  private static Producer<byte[], byte[]> producer(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
