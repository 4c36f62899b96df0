package io.tocsin.runtime.time;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Sends watermarks where they are needed and leaves all other records to the default partitioner,
 * which hashes the bytes of the key.
 *
 * @param <V> type of the records' values
 */
public final class WatermarkPartitioner<V> implements StreamPartitioner<String, V> {

  private enum Reach {
    ALL,
    SAME
  }

  private final Reach reach;

  private WatermarkPartitioner(Reach reach) {
    this.reach = reach;
  }

  /**
   * Watermarks and other control records go to all partitions: for a topic that is keyed anew,
   * where any input may feed any output.
   */
  public static <V> WatermarkPartitioner<V> toAll() {
    return new WatermarkPartitioner<>(Reach.ALL);
  }

  /**
   * Watermarks go to the partition that they name: for a topic partitioned as the stage's input.
   */
  public static <V> WatermarkPartitioner<V> toSame() {
    return new WatermarkPartitioner<>(Reach.SAME);
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, @Nullable String key, @Nullable V value, int numPartitions) {
    return switch (reach) {
      case ALL -> Watermark.isControlKey(key) ? Optional.of(all(numPartitions)) : Optional.empty();
      case SAME ->
          key != null && Watermark.isKey(key)
              ? Optional.of(Set.of(named(topic, key, numPartitions)))
              : Optional.empty();
    };
  }

  private static Set<Integer> all(int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
  }

  private static int named(String topic, String key, int partitions) {
    int partition = Integer.parseInt(key.substring(Watermark.KEY_PREFIX.length()));
    if (partition < 0 || partition >= partitions) {
      throw new IllegalArgumentException(
          key
              + " names no partition of "
              + topic
              + ", which has "
              + partitions
              + ": both sides need the same number");
    }
    return partition;
  }
}
