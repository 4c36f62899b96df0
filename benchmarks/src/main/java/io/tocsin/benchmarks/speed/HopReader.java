package io.tocsin.benchmarks.speed;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.time.MergedClock;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all topics on the way, committed records only, and notes when a marked post is in them. */
final class HopReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(2);

  private final Consumer<String, byte[]> consumer;
  private final Map<String, Hop> hops;
  private final Journeys journeys;
  private final Map<Integer, MergedClock> clocks = new HashMap<>();
  private final Map<Integer, Map<Integer, Long>> waiting = new HashMap<>();
  private final Thread thread = new Thread(this::run, "hops");
  private volatile boolean stopped;

  private HopReader(Consumer<String, byte[]> consumer, Map<String, Hop> hops, Journeys journeys) {
    this.consumer = consumer;
    this.hops = hops;
    this.journeys = journeys;
  }

  /** Begins to read; the services must have made their topics. */
  static HopReader start(Topics topics, ServiceConfig config, Journeys journeys) {
    Map<String, Hop> hops =
        Map.of(
            config.applicationId("ingest") + "-by-post-key-repartition",
            Hop.CLEANED,
            topics.posts().name(),
            Hop.POST,
            topics.enrichedPosts().name(),
            Hop.ENRICHED,
            config.applicationId("alerts") + "-by-rule-and-scope-repartition",
            Hop.MENTION,
            topics.alerts().name(),
            Hop.ALERT);
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put("isolation.level", "read_committed");
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        hops.keySet().stream()
            .flatMap(
                topic ->
                    IntStream.range(0, topics.partitions())
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    HopReader reader = new HopReader(consumer, hops, journeys);
    reader.thread.start();
    return reader;
  }

  private void run() {
    try (consumer) {
      while (!stopped) {
        consumer.poll(POLL).forEach(this::take);
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    Hop hop = hops.get(record.topic());
    int post = MarkedNews.numberIn(record.key());
    if (hop == null) {
      return;
    }
    if (post >= 0) {
      journeys.reached(post, hop);
      if (hop == Hop.MENTION) {
        waiting
            .computeIfAbsent(record.partition(), p -> new HashMap<>())
            .put(post, record.timestamp());
        release(record.partition());
      }
    } else if (hop == Hop.MENTION) {
      Watermark.read(record.key(), record.headers())
          .ifPresent(
              mark -> {
                clock(record.partition()).advance(mark);
                release(record.partition());
              });
    }
  }

  private MergedClock clock(int partition) {
    return clocks.computeIfAbsent(partition, p -> MergedClock.unset());
  }

  /** Notes which of the mentions of a partition its clock has passed. */
  private void release(int partition) {
    long now = clock(partition).now().orElse(Long.MIN_VALUE);
    waiting
        .getOrDefault(partition, Map.of())
        .entrySet()
        .removeIf(
            mention -> {
              boolean passed = mention.getValue() <= now;
              if (passed) {
                journeys.reached(mention.getKey(), Hop.CLOCK);
              }
              return passed;
            });
  }

  /** Whether it has ended by itself. */
  boolean hasFailed() {
    return !thread.isAlive();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
