package io.tocsin.operations.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.avro.EnrichedPost;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.schemas.TopicSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends the posts and follows the enriched ones, in a thread of its own. Of the enriched topic it
 * reads a partition only while a post is on its way through it, from its end at that time on. It
 * outlives outages of brokers and registry, which it counts as posts lost; a right that is missing
 * ends it.
 */
final class ProbeLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProbeLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long CLOSE_SECONDS = 10;

  private final Parts parts;
  private final java.util.function.Consumer<RuntimeException> failed;
  private final long began = System.nanoTime();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "probe");
  private volatile ProbeRounds rounds;
  private volatile boolean closing;
  private List<String> ids = List.of();
  private Set<Integer> told = Set.of();
  private long due;
  private long number;

  /**
   * What it is made of.
   *
   * @param consumer in no group; closed with the loop
   * @param producer closed with the loop
   * @param raw name of the topic that is written
   * @param enriched the topic that is read
   * @param instance tells its posts from those of other probes
   * @param clock says when a post is sent, for people
   */
  record Parts(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      String raw,
      TopicSpec<String, EnrichedPost> enriched,
      ProbeSettings settings,
      String instance,
      ProbeMetrics metrics,
      InstantSource clock) {}

  /** Made, and not yet running; what ends it is told. */
  ProbeLoop(Parts parts, java.util.function.Consumer<RuntimeException> failed) {
    this.parts = parts;
    this.failed = failed;
    this.rounds = rounds(0);
    thread.setDaemon(true);
  }

  private ProbeRounds rounds(int partitions) {
    return new ProbeRounds(partitions, parts.settings().timeout().toNanos());
  }

  void start() {
    thread.start();
  }

  /** How the posts fare. */
  ProbeRounds.Standing standing() {
    return rounds.standing();
  }

  /** How many partitions posts go through. */
  int partitions() {
    return rounds.partitions();
  }

  /** Nanoseconds since it was made. */
  long now() {
    return System.nanoTime() - began;
  }

  /** Whether its client has a connection to any broker. */
  boolean isConnected() {
    return parts.consumer().metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("connection-count"))
        .anyMatch(metric -> ((Number) metric.metricValue()).doubleValue() > 0);
  }

  private void run() {
    try {
      while (!closing) {
        step();
      }
    } catch (WakeupException closed) {
      log.debug("closing");
    } catch (RuntimeException exception) {
      failed.accept(exception);
    } finally {
      parts.producer().close(Duration.ZERO);
      parts.consumer().close();
      ended.countDown();
    }
  }

  private void step() {
    if (now() >= due) {
      due = now() + parts.settings().interval().toNanos();
      if (knowsPartitions()) {
        send(rounds.next());
      }
    }
    read();
    rounds.giveUp(now()).forEach(this::lost);
    tell();
  }

  /** Whether there are any; begins anew where their number is another. */
  private boolean knowsPartitions() {
    try {
      int count = parts.consumer().partitionsFor(parts.enriched().name(), ANSWER).size();
      if (count != ids.size()) {
        begin(count);
      }
    } catch (RetriableException outage) {
      log.atDebug().setCause(outage).log("no broker tells the partitions");
    }
    return !ids.isEmpty();
  }

  private void begin(int partitions) {
    ids = ProbePosts.ids(partitions);
    rounds = rounds(partitions);
    List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(this::enriched).toList();
    parts.consumer().assign(all);
    parts.consumer().pause(all);
  }

  private TopicPartition enriched(int partition) {
    return new TopicPartition(parts.enriched().name(), partition);
  }

  private void send(int partition) {
    String token = parts.instance() + "-" + number++;
    boolean ready = rounds.isAwaited(partition) || follows(partition);
    Instant at = parts.clock().instant();
    rounds.sent(token, partition, now());
    parts.metrics().sent();
    if (ready) {
      send(ids.get(partition), token, at);
    }
  }

  /** From the end on, as it is before the post is sent. */
  private boolean follows(int partition) {
    TopicPartition followed = enriched(partition);
    try {
      parts.consumer().seekToEnd(List.of(followed));
      parts.consumer().position(followed, ANSWER);
      parts.consumer().resume(List.of(followed));
      return true;
    } catch (RetriableException outage) {
      log.atDebug().setCause(outage).log("no broker tells the end of the topic");
      return false;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
  private void send(String id, String token, Instant at) {
    ProducerRecord<byte[], byte[]> post =
        new ProducerRecord<>(
            parts.raw(), ProbeRecords.key(id).getBytes(UTF_8), ProbePosts.json(id, token, at));
    parts
        .producer()
        .send(
            post,
            (metadata, failure) -> {
              if (failure instanceof RuntimeException refused && KafkaTrouble.isRefusal(refused)) {
                failed.accept(refused);
              }
            });
  }

  private void read() {
    if (ids.isEmpty()) {
      LockSupport.parkNanos(POLL.toNanos());
      return;
    }
    Duration untilDue = Duration.ofNanos(Math.max(0, due - now()));
    Duration wait = untilDue.compareTo(POLL) < 0 ? untilDue : POLL;
    for (ConsumerRecord<byte[], byte[]> record : parts.consumer().poll(wait)) {
      if (record.value() != null && ProbeRecords.isKey(record.key())) {
        token(record).ifPresent(token -> seen(token, record.partition()));
      }
    }
  }

  private Optional<String> token(ConsumerRecord<byte[], byte[]> record) {
    try {
      EnrichedPost post =
          parts
              .enriched()
              .valueSerde()
              .deserializer()
              .deserialize(record.topic(), record.headers(), record.value());
      return post == null ? Optional.empty() : ProbePosts.token(post);
    } catch (RegistryUnavailableException | SerializationException unreadable) {
      log.atDebug().setCause(unreadable).log("a post that came through cannot be read");
      return Optional.empty();
    }
  }

  private void seen(String token, int partition) {
    rounds
        .seen(token, now())
        .ifPresent(nanos -> parts.metrics().cameThrough(Duration.ofNanos(nanos)));
    rest(partition);
  }

  private void lost(ProbeRounds.Sent sent) {
    parts.metrics().lost();
    rest(sent.partition());
  }

  /** Nothing is read where nothing is awaited. */
  private void rest(int partition) {
    if (!rounds.isAwaited(partition)) {
      parts.consumer().pause(List.of(enriched(partition)));
    }
  }

  private void tell() {
    Set<Integer> lost = rounds.lost();
    parts.metrics().lostPartitions(lost.size());
    if (!lost.equals(told)) {
      told = lost;
      log.atLevel(lost.isEmpty() ? Level.INFO : Level.WARN)
          .addKeyValue("count", lost.size())
          .log(
              lost.isEmpty()
                  ? "posts come through all partitions"
                  : "posts do not come through some partitions");
    }
  }

  @Override
  public void close() {
    closing = true;
    if (thread.getState() == Thread.State.NEW) {
      parts.producer().close(Duration.ZERO);
      parts.consumer().close();
      return;
    }
    parts.consumer().wakeup();
    if (!hasEnded()) {
      log.warn("the loop does not end");
    }
  }

  private boolean hasEnded() {
    try {
      return ended.await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
