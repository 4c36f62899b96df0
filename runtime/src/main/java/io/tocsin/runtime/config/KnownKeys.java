package io.tocsin.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The keys that a service may be given: the shell's, its own, and those that are passed on. */
final class KnownKeys {
  private static final int TYPING_ERROR = 2;

  private final Map<String, ConfigKey<?>> declared = new TreeMap<>();
  private final Set<String> kafkaNames = new TreeSet<>();

  KnownKeys(List<ConfigKey<?>> ownKeys) {
    ShellKeys.ALL.forEach(key -> declared.put(key.name(), key));
    ownKeys.forEach(this::declare);
    addAll(ShellKeys.KAFKA, AdminClientConfig.configNames());
    addAll(ShellKeys.KAFKA, ConsumerConfig.configNames());
    addAll(ShellKeys.KAFKA, ProducerConfig.configNames());
    addAll(ShellKeys.STREAMS, StreamsConfig.configDef().names());
  }

  private void declare(ConfigKey<?> key) {
    if (declared.put(key.name(), key) != null) {
      throw new IllegalArgumentException(key.name() + " is declared twice");
    }
  }

  private void addAll(String prefix, Set<String> names) {
    names.forEach(name -> kafkaNames.add(prefix + name));
  }

  List<ConfigKey<?>> declared() {
    return List.copyOf(declared.values());
  }

  /** Names of Kafka's own settings with our prefix. */
  Set<String> kafkaNames() {
    return kafkaNames;
  }

  /** Whether the key goes to a client as it is. */
  boolean isPassedOn(String name) {
    return !declared.containsKey(name)
        && ShellKeys.PASSED_ON.stream().anyMatch(name::startsWith)
        && !isTypingError(name);
  }

  /** Whether the key may stand in a source, be it that another service reads it. */
  boolean accepts(String name) {
    return declared.containsKey(name) || isPassedOn(name) || belongsToAnotherService(name);
  }

  /** The name that was probably meant. */
  Optional<String> nearest(String name) {
    List<String> candidates = new ArrayList<>(declared.keySet());
    candidates.addAll(kafkaNames);
    return NearestName.of(name, candidates);
  }

  /** Kafka takes settings of plug-ins, so only a near miss of one of its own is refused. */
  private boolean isTypingError(String name) {
    return !kafkaNames.contains(name)
        && NearestName.within(name, kafkaNames, TYPING_ERROR).isPresent();
  }

  private boolean belongsToAnotherService(String name) {
    String[] parts = name.split("\\.", 3);
    return parts.length == 3
        && parts[0].equals("tocsin")
        && ShellKeys.SERVICE_SECTIONS.contains(parts[1])
        && declared.keySet().stream().noneMatch(key -> key.startsWith("tocsin." + parts[1] + "."));
  }
}
