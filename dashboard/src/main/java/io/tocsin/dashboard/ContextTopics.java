package io.tocsin.dashboard;

import io.tocsin.dashboard.core.CountStore;
import io.tocsin.dashboard.core.DeadLetterBoard;
import io.tocsin.dashboard.core.SourceBoard;
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
import java.util.TreeSet;

/** The topics beside the alerts, by namespace, and where they are held. */
final class ContextTopics {
  private static final int MOST_SOURCES = 10_000;
  private static final int MOST_REASONS = 500;
  private static final List<String> SERVICES = List.of("ingest", "enrich", "alerts", "deliver");

  private final AvroSerdes serdes;
  private final CountStore counts;
  private final long countsRead;
  private final SourceBoard sources = new SourceBoard(MOST_SOURCES);
  private final DeadLetterBoard deadLetters = new DeadLetterBoard(MOST_REASONS);
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

  SourceBoard sources() {
    return sources;
  }

  DeadLetterBoard deadLetters() {
    return deadLetters;
  }

  /** What the topic of the counts of a namespace is called. */
  static String ofCounts(String namespace) {
    return namespace + ".keyword-counts";
  }

  /** What the topics of the sources of a namespace are called. */
  static List<String> ofSources(String namespace) {
    return List.of(namespace + ".sources", namespace + ".sources.events");
  }

  /** What the topics of the dead letters of a namespace are called. */
  static List<String> ofDeadLetters(String namespace) {
    return SERVICES.stream().map(service -> namespace + "." + service + ".dead-letters").toList();
  }

  /** What all of them are called that a namespace has. */
  static Set<String> names(String namespace) {
    Set<String> names = new TreeSet<>(ofSources(namespace));
    names.addAll(ofDeadLetters(namespace));
    names.add(ofCounts(namespace));
    return names;
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
    topics.add(new SourceTopics.States(namespace, catalogue.sources(), sources));
    topics.add(new SourceTopics.Events(namespace, catalogue.sourceEvents(), sources));
    for (String service : SERVICES) {
      String name = catalogue.deadLetters(service).name();
      topics.add(new DeadLetterTopic(namespace, service, name, deadLetters));
    }
    return topics;
  }
}
