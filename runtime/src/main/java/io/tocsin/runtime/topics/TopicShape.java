package io.tocsin.runtime.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a topic that must be right for a service to work.
 *
 * @param name the topic's name
 * @param partitions its number of partitions
 * @param settings topic settings by Kafka's names
 */
record TopicShape(String name, int partitions, Map<String, String> settings) {
  /** Settings that change what a service computes or whether it can write at all. */
  static final Set<String> CHECKED =
      new TreeSet<>(Set.of("cleanup.policy", "message.timestamp.type", "max.message.bytes"));

  TopicShape {
    settings = Map.copyOf(settings);
  }

  static TopicShape wanted(NewTopic topic) {
    Map<String, String> settings = new TreeMap<>();
    if (topic.configs() != null) {
      settings.putAll(topic.configs());
    }
    settings.keySet().retainAll(CHECKED);
    return new TopicShape(topic.name(), topic.numPartitions(), settings);
  }

  /** Its {@code max.message.bytes}, or no limit where it is not known. */
  int maxBytes() {
    String bytes = settings.get("max.message.bytes");
    return bytes == null ? Integer.MAX_VALUE : Integer.parseInt(bytes);
  }

  /** What is wrong with {@code actual}; empty if nothing is. */
  List<String> mismatches(TopicShape actual, String bootstrapServers) {
    List<String> problems = new ArrayList<>();
    if (partitions > 0 && partitions != actual.partitions) {
      problems.add(
          "%s has %d partitions, expected %d; delete and re-create it, or set"
                  .formatted(name, actual.partitions, partitions)
              + " tocsin.topics.partitions="
              + actual.partitions);
    }
    new TreeMap<>(settings)
        .forEach(
            (setting, expected) -> {
              String found = actual.settings.get(setting);
              if (!isFine(setting, expected, found)) {
                problems.add(
                    "%s has %s=%s, expected %s; fix: kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
                        .formatted(
                            name,
                            setting,
                            found,
                            expected,
                            bootstrapServers,
                            name,
                            setting,
                            expected.contains(",") ? "[" + expected + "]" : expected));
              }
            });
    return problems;
  }

  private static boolean isFine(String setting, String expected, @Nullable String found) {
    if (found == null) {
      return false;
    }
    return switch (setting) {
      case "max.message.bytes" -> Long.parseLong(found) >= Long.parseLong(expected);
      case "cleanup.policy" -> parts(found).equals(parts(expected));
      default -> found.equals(expected);
    };
  }

  private static Set<String> parts(String list) {
    return Set.of(list.replace(" ", "").split(",", -1));
  }
}
