package io.tocsin.ingest.door;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.tocsin.runtime.config.ConfigProblem;
import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The raw topic for those who send to it: each post under its key, once for each call, in the order
 * of the calls for each key, taken when all replicas in sync have it. May be used by many threads.
 */
public final class RawTopic implements AutoCloseable {
  /** Bytes that wait for the broker at most, where a door says nothing else. */
  public static final long DEFAULT_BUFFER = 32L << 20;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
  private static final int LINGER_MILLIS = 5;
  private static final int BATCH_BYTES = 64 << 10;

  private final TopicSpec<byte[], byte[]> topic;
  private final KafkaTrouble trouble;
  private final Producer<byte[], byte[]> producer;
  private final Deque<AutoCloseable> meters = new ArrayDeque<>();

  private RawTopic(
      TopicSpec<byte[], byte[]> topic, KafkaTrouble trouble, Producer<byte[], byte[]> producer) {
    this.topic = topic;
    this.trouble = trouble;
    this.producer = producer;
  }

  /**
   * Opens the topic of the configured namespace; the schema registry is not asked.
   *
   * @param door what the broker's logs call the client, behind the namespace
   * @param bufferBytes what may wait for the broker before {@link #send} blocks
   * @throws InvalidConfigException if the namespace is in event mode, whose posts bring their times
   * @throws io.tocsin.runtime.topics.BrokerUnreachableException if no broker answers in time
   * @throws io.tocsin.runtime.topics.TopicsUnusableException if the topic is not as it should be
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if {@link Party#DOOR}'s rights are
   *     missing
   */
  public static RawTopic open(ServiceConfig config, String door, long bufferBytes) {
    requireLive(config);
    Topics topics =
        Topics.of(
            config.namespace(),
            ClockMode.LIVE,
            config.topics().partitions(),
            AvroSerdes.connect(config.registryUrl().toString(), config.registry()));
    TopicSpec<byte[], byte[]> raw = topics.rawPosts();
    Rights rights = new Rights(new AccessRights(topics, Party.DOOR).onTopics());
    TopicProvisioning.ensure(
        List.of(raw.toNewTopic(config.topics().replication())), rights, config);
    Producer<byte[], byte[]> producer = producer(config, raw, door, bufferBytes);
    RawTopic opened = new RawTopic(raw, new KafkaTrouble(config, rights, ""), producer);
    opened.findPartitions();
    return opened;
  }

  /** The same with {@link #DEFAULT_BUFFER}. */
  public static RawTopic open(ServiceConfig config, String door) {
    return open(config, door, DEFAULT_BUFFER);
  }

  private static void requireLive(ServiceConfig config) {
    if (config.mode() != Mode.LIVE) {
      throw new InvalidConfigException(
          List.of(
              new ConfigProblem(
                  ShellKeys.MODE.name(),
                  "event",
                  "expected live, since posts are seen when they come through a door; history is"
                      + " sent by replay",
                  "")));
    }
  }

  private static Producer<byte[], byte[]> producer(
      ServiceConfig config, TopicSpec<?, ?> raw, String door, long bufferBytes) {
    Map<String, Object> settings = new HashMap<>();
    if (!config.kafka().containsKey(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
      settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
      settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    }
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.putAll(config.kafka());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, config.namespace() + "-" + door);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, raw.maxMessageBytes());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Later nothing waits for it any more. */
  private void findPartitions() {
    try {
      producer.partitionsFor(topic.name());
    } catch (RuntimeException failed) {
      close();
      throw trouble.explained(failed);
    }
  }

  /** Its full name. */
  public String name() {
    return topic.name();
  }

  /**
   * Sends a post. Blocks only while the buffer is full, and then for a bounded time.
   *
   * @return where it stands; or fails with what is wrong with the cluster, a right or the broker,
   *     as {@link io.tocsin.runtime.service.CommandFailures} tells it. A post that failed for time
   *     may be on the topic nevertheless, and may be sent again: ingest drops the same content.
   *     What hangs on it runs on the client's own thread and must not wait.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
  public CompletableFuture<Receipt> send(DoorPost post) {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    try {
      producer.send(
          new ProducerRecord<>(topic.name(), post.key(), post.json()),
          (metadata, failed) -> {
            if (failed == null) {
              receipt.complete(new Receipt(metadata.partition(), metadata.offset()));
            } else {
              receipt.completeExceptionally(explained(failed));
            }
          });
    } catch (RuntimeException failed) {
      receipt.completeExceptionally(trouble.explained(failed));
    }
    return receipt;
  }

  private Exception explained(Exception failed) {
    return failed instanceof RuntimeException unchecked ? trouble.explained(unchecked) : failed;
  }

  /** Sends what is buffered at once and waits until all sent before are answered. */
  public void flush() {
    producer.flush();
  }

  /** Whether the client has a connection to any broker. */
  public boolean isConnected() {
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("connection-count"))
        .anyMatch(metric -> ((Number) metric.metricValue()).doubleValue() > 0);
  }

  /** Counts what the Kafka client counts, until it is closed. */
  public void bindTo(MeterRegistry registry) {
    KafkaClientMetrics metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
    synchronized (meters) {
      meters.push(metrics);
    }
  }

  /** Sends what was given to it, waiting 30 s at most; what is left then fails. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
    closeMeters();
  }

  private void closeMeters() {
    synchronized (meters) {
      while (!meters.isEmpty()) {
        close(meters.pop());
      }
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
