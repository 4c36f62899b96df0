package io.tocsin.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a topic of the catalogue is on the cluster.
 *
 * @param topic its name
 * @param present whether it exists; if not, all else is empty
 * @param partitions number of partitions
 * @param replicas replicas of each partition, the fewest of all
 * @param records offsets between first and last: what compaction took and the marks of transactions
 *     are counted
 * @param bytes size on disk of one replica of each partition; null where it may not be asked
 * @param oldest time of the first record; null if there is none
 * @param newest the latest time of a record; null if there is none
 * @param cleanup Kafka's {@code cleanup.policy}
 * @param retentionMillis Kafka's {@code retention.ms}; -1 keeps everything
 * @param timestamps Kafka's {@code message.timestamp.type}
 * @param content what stands on it, for people
 */
record TopicFacts(
    String topic,
    boolean present,
    int partitions,
    int replicas,
    long records,
    @Nullable Long bytes,
    @Nullable Instant oldest,
    @Nullable Instant newest,
    String cleanup,
    long retentionMillis,
    String timestamps,
    String content) {

  static TopicFacts missing(String topic, String content) {
    return new TopicFacts(topic, false, 0, 0, 0, null, null, null, "", 0, "", content);
  }
}
