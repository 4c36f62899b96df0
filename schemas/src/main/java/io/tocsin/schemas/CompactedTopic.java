package io.tocsin.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A small compacted topic of one partition for those who look at it again and again: each time what
 * has come since is read. In no group; it creates nothing. For several threads, one after the
 * other.
 */
public final class CompactedTopic implements AutoCloseable {
  /** How long a broker may take for an answer, and the topic to be read to its end. */
  public static final Duration ANSWER = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final byte[] DELETED = {};

  private final TopicPartition partition;
  private final int longestKey;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, byte[]> unread = new LinkedHashMap<>();

  /** Whoever keeps what the records say. */
  public interface Keeper {
    /** The topic was made anew: nothing of before holds. */
    void forgetAll();

    /**
     * The record of a key changed. What ends by an exception is told again the next time.
     *
     * @param value its value; empty if it was deleted
     */
    void take(String key, byte[] value);
  }

  /**
   * Of a name; nothing is contacted yet.
   *
   * @param kafka settings of all Kafka clients
   * @param clientId what the broker's logs call it
   * @param longestKey records of longer keys, in bytes, and of none are passed over
   */
  public CompactedTopic(Map<String, ?> kafka, String clientId, String topic, int longestKey) {
    this.partition = new TopicPartition(topic, 0);
    this.longestKey = longestKey;
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
   * Tells the last record of each key that has come since the last time.
   *
   * @return whether anything was told; never where there is no topic
   * @throws org.apache.kafka.common.KafkaException if no broker answers in time, or refuses it
   */
  public synchronized boolean catchUp(Keeper keeper) {
    if (!isThere()) {
      return false;
    }
    boolean begunAnew = read(keeper);
    boolean changed = !unread.isEmpty();
    unread
        .entrySet()
        .removeIf(
            entry -> {
              keeper.take(entry.getKey(), entry.getValue());
              return true;
            });
    return begunAnew || changed;
  }

  private boolean isThere() {
    if (!consumer.assignment().isEmpty()) {
      return true;
    }
    if (consumer.partitionsFor(partition.topic(), ANSWER).isEmpty()) {
      return false;
    }
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    return true;
  }

  private boolean read(Keeper keeper) {
    long end = consumer.endOffsets(List.of(partition), ANSWER).getOrDefault(partition, 0L);
    boolean begunAnew = consumer.position(partition, ANSWER) > end;
    if (begunAnew) {
      consumer.seekToBeginning(List.of(partition));
      unread.clear();
      keeper.forgetAll();
    }
    long since = System.nanoTime();
    while (consumer.position(partition, ANSWER) < end) {
      consumer.poll(POLL).forEach(this::hold);
      if (System.nanoTime() - since > ANSWER.toNanos()) {
        throw new TimeoutException(
            partition + " cannot be read to its end in " + ANSWER.toSeconds() + " s");
      }
    }
    return begunAnew;
  }

  private void hold(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() != null && record.key().length <= longestKey) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      unread.remove(key);
      unread.put(key, record.value() == null ? DELETED : record.value());
    }
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
