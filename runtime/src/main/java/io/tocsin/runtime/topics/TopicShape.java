package io.tocsin.runtime.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a topic that must be right for a service to work.
 *
 * @param name the topic's name
 * @param partitions its number of partitions
 * @param replicas replicas of each partition, the fewest of all; not positive where it is left open
 * @param settings topic settings by Kafka's names
 */
record TopicShape(String name, int partitions, int replicas, Map<String, String> settings) {
  private static final String FOREVER = "-1";

  /** Settings that change what a service computes or whether it can write at all. */
  static final Set<String> CHECKED =
      new TreeSet<>(
          Set.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
              TopicConfig.RETENTION_MS_CONFIG,
              TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));

  TopicShape {
    settings = Map.copyOf(settings);
  }

  static TopicShape wanted(NewTopic topic) {
    Map<String, String> settings = new TreeMap<>();
    if (topic.configs() != null) {
      settings.putAll(topic.configs());
    }
    settings.keySet().retainAll(CHECKED);
    return new TopicShape(topic.name(), topic.numPartitions(), topic.replicationFactor(), settings);
  }

  /** Its {@code max.message.bytes}, or no limit where it is not known. */
  int maxBytes() {
    String bytes = settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    return bytes == null ? Integer.MAX_VALUE : Integer.parseInt(bytes);
  }

  /**
   * What is wrong with {@code actual}; empty if nothing is.
   *
   * @param byPartitions whether {@code tocsin.topics.partitions} says how many partitions it has
   */
  List<TopicMismatch> mismatches(TopicShape actual, boolean byPartitions, String bootstrapServers) {
    List<TopicMismatch> found = new ArrayList<>();
    if (partitions > 0 && partitions != actual.partitions) {
      found.add(otherPartitions(actual.partitions, byPartitions));
    }
    if (replicas > 0 && actual.replicas < replicas) {
      found.add(fewerReplicas(actual.replicas));
    }
    new TreeMap<>(settings)
        .forEach(
            (setting, expected) -> {
              String value = actual.settings.get(setting);
              if (!isFine(setting, expected, value)) {
                found.add(otherSetting(setting, value, expected, bootstrapServers));
              }
            });
    if (actual.insyncReplicas() > actual.replicas) {
      found.add(neverInSync(actual, bootstrapServers));
    }
    return found;
  }

  /** A topic that is not there. */
  TopicMismatch missing(String bootstrapServers) {
    String options =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(setting -> " --config " + setting.getKey() + "=" + listed(setting.getValue()))
                .collect(Collectors.joining());
    return new TopicMismatch(
        name,
        TopicMismatch.EXISTENCE,
        "missing",
        "present",
        "kafka-topics.sh --bootstrap-server %s --create --topic %s --partitions %d%s%s"
            .formatted(
                bootstrapServers,
                name,
                partitions,
                replicas > 0 ? " --replication-factor " + replicas : "",
                options),
        true);
  }

  /** Partitions that are added later divide the keys anew, so they are no repair. */
  private TopicMismatch otherPartitions(int actual, boolean byPartitions) {
    String repair =
        byPartitions
            ? "set tocsin.topics.partitions=" + actual + ", or delete and re-create it"
            : "delete and re-create it";
    return new TopicMismatch(
        name,
        TopicMismatch.PARTITIONS,
        Integer.toString(actual),
        Integer.toString(partitions),
        repair,
        true);
  }

  private TopicMismatch fewerReplicas(int actual) {
    return new TopicMismatch(
        name,
        TopicMismatch.REPLICAS,
        Integer.toString(actual),
        Integer.toString(replicas),
        "set tocsin.topics.replication="
            + actual
            + ", or reassign its partitions to more brokers (kafka-reassign-partitions.sh)",
        false);
  }

  private TopicMismatch neverInSync(TopicShape actual, String bootstrapServers) {
    return new TopicMismatch(
        name,
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        Integer.toString(actual.insyncReplicas()),
        "at most " + actual.replicas + ", as it has no more replicas and could never be written",
        alteration(
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
            Integer.toString(actual.replicas),
            bootstrapServers),
        true);
  }

  private TopicMismatch otherSetting(
      String setting, @Nullable String found, String expected, String bootstrapServers) {
    boolean ownersChoice =
        setting.equals(TopicConfig.RETENTION_MS_CONFIG) && !expected.equals(FOREVER);
    return new TopicMismatch(
        name,
        setting,
        String.valueOf(found),
        expected,
        alteration(setting, expected, bootstrapServers),
        !ownersChoice);
  }

  private String alteration(String setting, String value, String bootstrapServers) {
    return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
        .formatted(bootstrapServers, name, setting, listed(value));
  }

  private int insyncReplicas() {
    String value = settings.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    return value == null || replicas < 1 ? 0 : Integer.parseInt(value);
  }

  private static String listed(String value) {
    return value.contains(",") ? "[" + value + "]" : value;
  }

  private static boolean isFine(String setting, String expected, @Nullable String found) {
    if (found == null) {
      return false;
    }
    return switch (setting) {
      case TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG ->
          Long.parseLong(found) >= Long.parseLong(expected);
      case TopicConfig.RETENTION_MS_CONFIG -> isAsLong(found, expected);
      case TopicConfig.CLEANUP_POLICY_CONFIG -> parts(found).equals(parts(expected));
      default -> found.equals(expected);
    };
  }

  private static boolean isAsLong(String found, String expected) {
    return found.equals(FOREVER)
        || (!expected.equals(FOREVER) && Long.parseLong(found) >= Long.parseLong(expected));
  }

  private static Set<String> parts(String list) {
    return Set.of(list.replace(" ", "").split(",", -1));
  }
}
