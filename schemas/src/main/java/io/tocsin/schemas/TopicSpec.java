package io.tocsin.schemas;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;

/**
 * All there is to know about a topic: what stands on it and how long it is kept.
 *
 * @param name full name, with the namespace
 * @param keySerde reads and writes keys
 * @param valueSerde reads and writes values
 * @param content what key and value are, for people
 * @param partitions number of partitions
 * @param cleanup what Kafka removes
 * @param retention how long records are kept, by their timestamps; ignored where {@code cleanup}
 *     does not delete
 * @param timestamps whose time a record carries
 * @param maxMessageBytes size of the largest batch that is taken
 * @param access who writes and reads it
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public record TopicSpec<K, V>(
    String name,
    Serde<K> keySerde,
    Serde<V> valueSerde,
    Content content,
    int partitions,
    Cleanup cleanup,
    Duration retention,
    Timestamps timestamps,
    int maxMessageBytes,
    Access access) {

  /** How long a reader of a topic that is compacted and deleted may be behind and still see all. */
  public static final Duration UNCOMPACTED = Duration.ofDays(3);

  /** Retention of a topic that is kept until it is deleted. */
  public static final Duration FOREVER = Duration.ofMillis(-1);

  /**
   * What stands on a topic, for people.
   *
   * @param key what the key is
   * @param value what the value is
   * @param controls whether control records (null value, key beginning with a tilde) pass among the
   *     data
   */
  public record Content(String key, String value, boolean controls) {}

  /**
   * Who writes and reads a topic; its rights follow from it.
   *
   * @param writers those that write
   * @param readers those that read
   */
  public record Access(Set<Party> writers, Set<Party> readers) {
    public Access {
      writers = Collections.unmodifiableSet(new TreeSet<>(writers));
      readers = Collections.unmodifiableSet(new TreeSet<>(readers));
    }

    /** Whether a service writes or reads it: without the topic it does not start. */
    public boolean isOfAService() {
      return Stream.concat(writers.stream(), readers.stream()).anyMatch(Party::isService);
    }
  }

  /** What Kafka removes from a topic. */
  public enum Cleanup {
    /** What is older than the retention. */
    DELETE("delete"),
    /** What has a newer record with the same key. */
    COMPACT("compact"),
    /** Both. */
    COMPACT_AND_DELETE("compact,delete");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }

    /** Kafka's word for it. */
    public String policy() {
      return policy;
    }
  }

  /** Whose time a record carries. */
  public enum Timestamps {
    /** The broker's, when it arrived. */
    APPEND("LogAppendTime"),
    /** The producer's. */
    CREATE("CreateTime");

    private final String type;

    Timestamps(String type) {
      this.type = type;
    }

    /** Kafka's word for it. */
    public String type() {
      return type;
    }
  }

  /** The topic as it is to be created. */
  public NewTopic toNewTopic(short replication) {
    return new NewTopic(name, partitions, replication).configs(configs());
  }

  private Map<String, String> configs() {
    Map<String, String> configs = new TreeMap<>();
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy());
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, timestamps.type());
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
    if (cleanup == Cleanup.COMPACT_AND_DELETE) {
      configs.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(UNCOMPACTED.toMillis()));
    }
    if (cleanup != Cleanup.COMPACT) {
      configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    }
    return configs;
  }
}
