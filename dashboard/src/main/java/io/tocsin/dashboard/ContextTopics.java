package io.tocsin.dashboard;

import io.tocsin.dashboard.core.CountStore;
import io.tocsin.dashboard.core.TopicStates;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topics beside the alerts, by namespace, and where they are held. */
final class ContextTopics {
  private final AvroSerdes serdes;
  private final CountStore counts;
  private final long countsRead;
  private final TopicStates states = new TopicStates();
  private final Map<String, List<ContextTopic>> byNamespace = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param counted points that are held
   */
  ContextTopics(AvroSerdes serdes, int counted) {
    this.serdes = serdes;
    this.counts = new CountStore(counted);
    this.countsRead = counted;
  }

  CountStore counts() {
    return counts;
  }

  TopicStates states() {
    return states;
  }

  /** Whether they were last asked for with these namespaces. */
  boolean isOf(Set<String> namespaces) {
    return byNamespace.keySet().equals(namespaces);
  }

  /** Those of these namespaces. */
  List<ContextTopic> of(Set<String> namespaces) {
    byNamespace.keySet().retainAll(namespaces);
    namespaces.forEach(name -> byNamespace.computeIfAbsent(name, this::topics));
    return byNamespace.values().stream().flatMap(Collection::stream).toList();
  }

  private List<ContextTopic> topics(String namespace) {
    Topics catalogue = Topics.of(namespace, ClockMode.LIVE, 1, serdes);
    List<ContextTopic> topics = new ArrayList<>();
    topics.add(new CountTopic(namespace, catalogue.keywordCounts(), countsRead, counts));
    return topics;
  }
}
