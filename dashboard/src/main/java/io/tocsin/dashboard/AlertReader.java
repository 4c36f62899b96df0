package io.tocsin.dashboard;

import io.tocsin.dashboard.core.EventPartition;
import io.tocsin.dashboard.core.NamespaceNames;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.kafka.KafkaTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads alert states and events of all namespaces that are shown, committed ones only, in no group,
 * on a thread of its own. It outlives outages of brokers and registry; a right that is missing ends
 * it.
 */
final class AlertReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AlertReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration STUCK_AFTER = Duration.ofSeconds(12);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(30);

  private final NamespaceNames names;
  private final int eventsPerNamespace;
  private final LiveBoard board;
  private final AlertTopics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordIntake intake;
  private final Set<String> known = new TreeSet<>();
  private final Map<String, Long> refused = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> firstEnds = new HashMap<>();
  private final ReaderThread thread;
  private volatile long lastStep = System.nanoTime();
  private long lastLook = System.nanoTime() - LOOK.toNanos();

  AlertReader(
      Map<String, ?> kafka,
      NamespaceNames names,
      int eventsPerNamespace,
      LiveBoard board,
      AlertTopics topics,
      DashboardMetrics metrics,
      Consumer<RuntimeException> failed) {
    this.names = names;
    this.eventsPerNamespace = eventsPerNamespace;
    this.board = board;
    this.topics = topics;
    this.consumer =
        ReaderThread.consumer(kafka, names.live() + "-dashboard", (int) ANSWER.toMillis());
    this.intake = new RecordIntake(consumer, topics::take, metrics);
    this.thread = new ReaderThread("alert-reader", consumer, this::work, failed);
    metrics.refused(refused::size);
  }

  void start() {
    thread.start();
  }

  private void work() {
    step();
    lastStep = System.nanoTime();
  }

  private void step() {
    try {
      lookForNamespaces();
      if (known.isEmpty()) {
        LockSupport.parkNanos(POLL.toNanos());
        return;
      }
      intake.take(consumer.poll(POLL));
      noteCompletion();
    } catch (InvalidOffsetException begunAnew) {
      begunAnew.partitions().stream()
          .map(partition -> AlertTopics.namespaceOf(partition.topic()))
          .collect(Collectors.toSet())
          .forEach(this::forget);
      lastLook = System.nanoTime() - LOOK.toNanos();
    } catch (TopicAuthorizationException refused) {
      passOver(refused);
    } catch (RetriableException outage) {
      if (KafkaTrouble.isRefusal(outage)) {
        throw outage;
      }
      log.atDebug().addKeyValue("service", DashboardService.NAME).setCause(outage).log("outage");
    }
  }

  /** A replay that may be seen and not read is left out, and asked for again later. */
  private void passOver(TopicAuthorizationException refusal) {
    Set<String> namespaces =
        refusal.unauthorizedTopics().stream()
            .map(AlertTopics::namespaceOf)
            .collect(Collectors.toSet());
    if (namespaces.isEmpty() || namespaces.contains(names.live())) {
      throw refusal;
    }
    for (String namespace : namespaces) {
      boolean isNew = refused.put(namespace, System.nanoTime() + ASK_AGAIN.toNanos()) == null;
      forget(namespace);
      if (isNew) {
        log.atWarn()
            .addKeyValue("namespace", namespace)
            .log("is not shown, for it may not be read: " + refusal.getMessage());
      }
    }
  }

  private boolean isRefused(String namespace) {
    Long until = refused.get(namespace);
    return until != null && System.nanoTime() - until < 0;
  }

  /** Namespaces come, replays for instance, and go. */
  private void lookForNamespaces() {
    if (!known.isEmpty() && System.nanoTime() - lastLook < LOOK.toNanos()) {
      return;
    }
    Map<String, List<PartitionInfo>> existing = consumer.listTopics(ANSWER);
    SortedSet<String> found = names.among(existing.keySet());
    refused.keySet().retainAll(found);
    for (String gone : known.stream().filter(name -> !found.contains(name)).toList()) {
      forget(gone);
    }
    for (String name : found) {
      if (!known.contains(name) && !isRefused(name)) {
        begin(name, existing);
      }
    }
    lastLook = System.nanoTime();
  }

  private void forget(String namespace) {
    log.atInfo().addKeyValue("namespace", namespace).log("is gone");
    known.remove(namespace);
    List<TopicPartition> rest =
        consumer.assignment().stream()
            .filter(partition -> !AlertTopics.namespaceOf(partition.topic()).equals(namespace))
            .toList();
    consumer.assign(rest);
    firstEnds.keySet().retainAll(rest);
    topics.remove(namespace);
    board.forget(namespace);
  }

  /** States from the first on, which are compacted; of the events the last ones. */
  private void begin(String namespace, Map<String, List<PartitionInfo>> existing) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : AlertTopics.names(namespace)) {
      existing
          .getOrDefault(topic, List.of())
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, ANSWER);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
    List<TopicPartition> all = new ArrayList<>(consumer.assignment());
    all.addAll(partitions);
    topics.add(namespace);
    consumer.assign(all);
    for (TopicPartition partition : partitions) {
      begin(
          namespace,
          partition,
          beginnings.getOrDefault(partition, 0L),
          ends.getOrDefault(partition, 0L));
    }
    firstEnds.putAll(ends);
    known.add(namespace);
    log.atInfo().addKeyValue("namespace", namespace).log("is shown");
  }

  private void begin(String namespace, TopicPartition partition, long beginning, long end) {
    if (!topics.hasEvents(partition.topic())) {
      consumer.seek(partition, beginning);
      return;
    }
    long from = Math.max(beginning, end - eventsPerNamespace);
    consumer.seek(partition, from);
    board.open(new EventPartition(namespace, partition.partition()), from, from == beginning);
  }

  private void noteCompletion() {
    if (board.isComplete() || !known.contains(names.live())) {
      return;
    }
    firstEnds.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    if (firstEnds.isEmpty()) {
      board.completed();
      log.atInfo().addKeyValue("service", DashboardService.NAME).log("all alerts are read");
    }
  }

  /** Whether it has all that there is, and will have what comes. */
  List<Health.Check> health() {
    boolean connected =
        consumer.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("connection-count"))
            .anyMatch(metric -> ((Number) metric.metricValue()).doubleValue() > 0);
    SortedSet<String> shown = board.namespaces();
    String progress =
        shown.contains(names.live())
            ? "reading what there is"
            : "there are no topics " + String.join(", ", AlertTopics.names(names.live()));
    return List.of(
        progress(Duration.ofNanos(System.nanoTime() - lastStep)),
        new Health.Check("brokers", connected, connected ? "connected" : "no connection"),
        new Health.Check(
            "alerts", board.isComplete(), board.isComplete() ? "read to the end" : progress),
        intake.waitsFor().isEmpty()
            ? new Health.Check("registry", true, "as far as it was needed")
            : new Health.Check("registry", false, intake.waitsFor()));
  }

  /** Also a step that the brokers do not answer ends within {@link #ANSWER}. */
  private static Health.Check progress(Duration sinceStep) {
    boolean hangs = sinceStep.compareTo(STUCK_AFTER) > 0;
    return new Health.Check(
        "progress",
        !hangs,
        hangs
            ? "the reader has not come back from its work for " + sinceStep.toSeconds() + " s"
            : "all goes on");
  }

  @Override
  public void close() {
    thread.close();
  }
}
