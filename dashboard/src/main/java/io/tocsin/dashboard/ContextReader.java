package io.tocsin.dashboard;

import io.tocsin.dashboard.core.TopicStates;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.kafka.KafkaTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics beside the alerts of all namespaces that are shown, on a thread of its own, so
 * that no alert waits for it. What is not there or may not be read is noted and tried again; it
 * ends nothing.
 */
final class ContextReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ContextReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration REFUSED_FOR = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final LiveBoard board;
  private final ContextTopics topics;
  private final TopicStates states;
  private final KafkaTrouble trouble;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordIntake intake;
  private final ReaderThread thread;
  private final Map<String, ContextTopic> wanted = new LinkedHashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final Map<String, Long> refused = new HashMap<>();
  private final Map<TopicPartition, Long> firstEnds = new HashMap<>();
  private long lastLook = System.nanoTime() - LOOK.toNanos();

  /**
   * Does not start yet.
   *
   * @param board names the namespaces
   * @param failed takes the exception that ends it
   */
  ContextReader(
      ServiceConfig config,
      KafkaTrouble trouble,
      LiveBoard board,
      ContextTopics topics,
      DashboardMetrics metrics,
      Consumer<RuntimeException> failed) {
    this.board = board;
    this.topics = topics;
    this.states = topics.states();
    this.trouble = trouble;
    this.consumer =
        ReaderThread.consumer(
            config.kafka(), config.namespace() + "-dashboard-context", (int) ANSWER.toMillis());
    this.intake = new RecordIntake(consumer, this::take, metrics);
    this.thread = new ReaderThread("context-reader", consumer, this::step, failed);
  }

  void start() {
    thread.start();
  }

  private void step() {
    try {
      look();
      if (consumer.assignment().isEmpty()) {
        LockSupport.parkNanos(POLL.toNanos());
        return;
      }
      intake.take(consumer.poll(POLL));
      noteCompletion();
    } catch (TopicAuthorizationException refusal) {
      refuse(refusal, refusal.unauthorizedTopics());
    } catch (InvalidOffsetException begunAnew) {
      begunAnew.partitions().stream()
          .map(TopicPartition::topic)
          .collect(Collectors.toSet())
          .forEach(this::leave);
      lookSoon();
    } catch (RetriableException outage) {
      log.atDebug().addKeyValue("service", DashboardService.NAME).setCause(outage).log("outage");
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    ContextTopic topic = wanted.get(record.topic());
    if (topic != null) {
      topic.take(record);
    }
  }

  private void lookSoon() {
    lastLook = System.nanoTime() - LOOK.toNanos();
  }

  /** Topics come and go, with their namespaces or by themselves. */
  private void look() {
    Set<String> namespaces = board.namespaces();
    boolean same = topics.isOf(namespaces);
    if (same && System.nanoTime() - lastLook < LOOK.toNanos()) {
      return;
    }
    want(topics.of(namespaces));
    Map<String, List<PartitionInfo>> existing = consumer.listTopics(ANSWER);
    Set<String> read = assigned();
    for (ContextTopic topic : List.copyOf(wanted.values())) {
      String name = topic.name();
      if (!existing.containsKey(name)) {
        miss(name, read.contains(name));
      } else if (!read.contains(name) && mayTry(name)) {
        begin(topic, existing.getOrDefault(name, List.of()));
      }
    }
    lastLook = System.nanoTime();
  }

  private void want(List<ContextTopic> now) {
    Map<String, ContextTopic> named = new LinkedHashMap<>();
    now.forEach(topic -> named.put(topic.name(), topic));
    for (String gone : wanted.keySet().stream().filter(name -> !named.containsKey(name)).toList()) {
      leave(gone);
      wanted.remove(gone);
      missing.remove(gone);
      refused.remove(gone);
      states.forget(gone);
    }
    named.forEach(wanted::putIfAbsent);
  }

  private Set<String> assigned() {
    return consumer.assignment().stream().map(TopicPartition::topic).collect(Collectors.toSet());
  }

  /** What may not be seen looks like what is not there, until it is asked for by name. */
  private void miss(String name, boolean wasRead) {
    if (wasRead) {
      leave(name);
    }
    if (missing.contains(name)) {
      return;
    }
    try {
      consumer.partitionsFor(name, ANSWER);
      states.unreadable(name, "there is no topic " + name);
    } catch (TopicAuthorizationException refusal) {
      refuse(refusal, Set.of(name));
    }
    missing.add(name);
  }

  private boolean mayTry(String name) {
    Long since = refused.get(name);
    return since == null || System.nanoTime() - since > REFUSED_FOR.toNanos();
  }

  private void refuse(TopicAuthorizationException refusal, Collection<String> names) {
    for (String name : names) {
      leave(name);
      refused.put(name, System.nanoTime());
      String why = trouble.explain(new TopicAuthorizationException(Set.of(name))).orElseThrow();
      states.unreadable(name, why);
      log.atWarn().addKeyValue("topic", name).log("is not shown: {}", why);
    }
    if (names.isEmpty()) {
      throw refusal;
    }
  }

  private void leave(String name) {
    ContextTopic topic = wanted.get(name);
    List<TopicPartition> rest =
        consumer.assignment().stream()
            .filter(partition -> !partition.topic().equals(name))
            .toList();
    consumer.assign(rest);
    firstEnds.keySet().retainAll(rest);
    if (topic != null) {
      topic.forget();
    }
  }

  private void begin(ContextTopic topic, List<PartitionInfo> infos) {
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(topic.name(), info.partition())).toList();
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, ANSWER);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
    List<TopicPartition> all = new ArrayList<>(consumer.assignment());
    all.addAll(partitions);
    consumer.assign(all);
    for (TopicPartition partition : partitions) {
      long beginning = beginnings.getOrDefault(partition, 0L);
      consumer.seek(
          partition, Math.max(beginning, ends.getOrDefault(partition, 0L) - topic.last()));
    }
    firstEnds.putAll(ends);
    missing.remove(topic.name());
    refused.remove(topic.name());
    states.reading(topic.name());
  }

  private void noteCompletion() {
    if (firstEnds.isEmpty()) {
      return;
    }
    Set<String> unfinished = topicsOf(firstEnds.keySet());
    firstEnds.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    unfinished.removeAll(topicsOf(firstEnds.keySet()));
    unfinished.forEach(states::read);
  }

  private static Set<String> topicsOf(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    thread.close();
  }
}
