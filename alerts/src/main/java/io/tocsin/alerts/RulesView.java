package io.tocsin.alerts;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.alerts.wire.RuleRecords;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The rules topic for those who only look, again and again: each time what has come since is read.
 * In no group; it creates nothing. For several threads, one after the other.
 */
public final class RulesView implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int LONGEST_KEY = 1_000;

  private final TopicPartition partition;
  private final RuleRecords records;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, byte[]> unread = new TreeMap<>();
  private final Map<String, RuleRecord> read = new TreeMap<>();
  private Snapshot latest = Snapshot.EMPTY;

  /**
   * The rules at one moment.
   *
   * @param set number of the set in effect; 0 where there is none
   * @param hash of that set; empty where there is none
   * @param rules by id
   * @param unreadable records that cannot be read: reasons by key
   */
  public record Snapshot(
      long set, String hash, NavigableMap<String, Rule> rules, Map<String, String> unreadable) {
    private static final Snapshot EMPTY = of(Map.of());

    public Snapshot {
      rules = Collections.unmodifiableNavigableMap(rules);
      unreadable = Map.copyOf(unreadable);
    }

    private static Snapshot of(Map<String, RuleRecord> records) {
      NavigableMap<String, Rule> rules = new TreeMap<>();
      for (RuleRecord record : records.values()) {
        if (record instanceof RuleRecord.Member member) {
          rules.put(member.rule().ruleId(), member.rule());
        }
      }
      Optional<RuleRecord.Manifest> manifest =
          records.get(RuleRecord.MANIFEST_KEY) instanceof RuleRecord.Manifest found
              ? Optional.of(found)
              : Optional.empty();
      return new Snapshot(
          manifest.map(RuleRecord.Manifest::version).orElse(0L),
          manifest.map(RuleRecord.Manifest::hash).orElse(""),
          rules,
          RuleRecord.unreadable(records));
    }
  }

  /**
   * Of a namespace; nothing is contacted yet.
   *
   * @param kafka settings of all Kafka clients
   * @param clientId what the broker's logs call it
   */
  public RulesView(Map<String, ?> kafka, String clientId, Topics topics) {
    this.partition = new TopicPartition(topics.rules().name(), 0);
    this.records = new RuleRecords(topics);
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The rules as they are now; none where there is no topic.
   *
   * @throws org.apache.kafka.common.KafkaException if no broker answers in time, or refuses it
   * @throws io.tocsin.schemas.RegistryUnavailableException if the registry is needed and away
   */
  public synchronized Snapshot look() {
    if (consumer.assignment().isEmpty()) {
      if (consumer.partitionsFor(partition.topic(), ANSWER).isEmpty()) {
        return Snapshot.EMPTY;
      }
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
    }
    boolean begunAnew = catchUp();
    boolean changed = parse();
    if (begunAnew || changed) {
      latest = Snapshot.of(read);
    }
    return latest;
  }

  private boolean catchUp() {
    long end = consumer.endOffsets(List.of(partition), ANSWER).getOrDefault(partition, 0L);
    boolean begunAnew = consumer.position(partition, ANSWER) > end;
    if (begunAnew) {
      consumer.seekToBeginning(List.of(partition));
      unread.clear();
      read.clear();
    }
    long waits = System.nanoTime();
    while (consumer.position(partition, ANSWER) < end) {
      consumer.poll(POLL).forEach(this::take);
      if (System.nanoTime() - waits > ANSWER.toNanos()) {
        throw new org.apache.kafka.common.errors.TimeoutException(
            partition + " cannot be read to its end in " + ANSWER.toSeconds() + " s");
      }
    }
    return begunAnew;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.key().length > LONGEST_KEY) {
      return;
    }
    unread.put(new String(record.key(), StandardCharsets.UTF_8), valueOf(record.value()));
  }

  private static byte[] valueOf(byte @Nullable [] value) {
    return value == null ? new byte[0] : value;
  }

  /** What the registry is away for stays unread until the next time. */
  private boolean parse() {
    boolean changed = !unread.isEmpty();
    unread
        .entrySet()
        .removeIf(
            entry -> {
              if (entry.getValue().length == 0) {
                read.remove(entry.getKey());
              } else {
                read.put(entry.getKey(), records.read(entry.getKey(), entry.getValue()));
              }
              return true;
            });
    return changed;
  }

  /** Whoever reads at this moment is ended. */
  @Override
  public void close() {
    consumer.wakeup();
    synchronized (this) {
      consumer.close();
    }
  }
}
