package io.tocsin.deliver;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.deliver.core.Backoff;
import io.tocsin.deliver.core.Outcome;
import io.tocsin.deliver.core.Outcome.Failed;
import io.tocsin.deliver.core.Outcome.Hindered;
import io.tocsin.deliver.core.Outcome.Refused;
import io.tocsin.deliver.core.ReceiverSpec;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the alert events to one receiver, in order, at least once: a thread, a consumer and a
 * group of its own, so that it holds up nobody else. An offset is committed when its event is
 * delivered, is a dead letter, or is not for the receiver. It outlives outages of brokers, registry
 * and receiver; a right that is missing ends it.
 */
final class DeliveryLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LAG_PAUSE = Duration.ofSeconds(1);
  private static final long GRACE_SECONDS = 3;
  private static final long CLOSE_SECONDS = 20;

  private final ReceiverSpec receiver;
  private final Parts parts;
  private final java.util.function.Consumer<RuntimeException> failed;
  private final Consumer<byte[], byte[]> consumer;
  private final Instant started;
  private final Pending pending;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;
  private volatile long graceUntil;
  private volatile boolean assigned;
  private volatile Health.Check state;
  private int partitions;
  private Instant lagDue = Instant.MIN;

  /**
   * What it is made of.
   *
   * @param consumer in the receiver's group; closed with the loop
   * @param target closed with the loop
   * @param silencer of the receiver
   */
  record Parts(
      Consumer<byte[], byte[]> consumer,
      TopicSpec<String, AlertEvent> topic,
      Target target,
      HttpSender sender,
      DeadLetterSender letters,
      Silencer silencer,
      ReceiverMetrics metrics,
      Backoff backoff,
      InstantSource clock) {}

  /** Made, and not yet running; what ends it is told. */
  DeliveryLoop(
      ReceiverSpec receiver, Parts parts, java.util.function.Consumer<RuntimeException> failed) {
    this.receiver = receiver;
    this.parts = parts;
    this.failed = failed;
    this.consumer = parts.consumer();
    this.pending = new Pending(parts.topic().name());
    this.started = parts.clock().instant();
    this.state = check(Health.State.UP, "nothing to tell yet");
    this.thread = new Thread(this::run, "deliver-" + receiver.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      consumer.subscribe(List.of(parts.topic().name()), new Assignment());
      while (!closing) {
        step();
      }
    } catch (WakeupException closed) {
      log.debug("closing");
    } catch (RuntimeException exception) {
      failed.accept(exception);
    } finally {
      parts.target().close();
      consumer.close();
      ended.countDown();
    }
  }

  private void step() {
    try {
      pending.add(poll());
      parts.silencer().ready();
      parts.target().keepUp(this::tells);
      ConsumerRecord<byte[], byte[]> head = pending.due(parts.clock().instant());
      if (head != null) {
        attempt(head);
      }
      if (pending.isEmpty()) {
        commit();
        pending.add(parts.silencer().released(this::owns));
      }
      noteLag();
    } catch (NoOffsetForPartitionException none) {
      begin(none.partitions());
    } catch (OffsetOutOfRangeException gone) {
      pending.forget(gone.partitions());
      consumer.seekToBeginning(gone.partitions());
    } catch (CommitFailedException | RebalanceInProgressException moved) {
      log.atDebug().addKeyValue("receiver", receiver.name()).setCause(moved).log("moved");
    } catch (RetriableException outage) {
      if (KafkaTrouble.isRefusal(outage)) {
        throw outage;
      }
      log.atDebug().addKeyValue("receiver", receiver.name()).setCause(outage).log("outage");
    }
  }

  /** Reads nothing while there is something to do, but stays in the group. */
  private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
    if (pending.isEmpty()) {
      consumer.resume(consumer.paused());
      return consumer.poll(POLL);
    }
    consumer.pause(consumer.assignment());
    Duration wait = pending.waits(parts.clock().instant());
    return consumer.poll(wait.compareTo(POLL) < 0 ? wait : POLL);
  }

  /** The group has not been there before: where it begins is kept, so that nothing is missed. */
  private void begin(Set<TopicPartition> fresh) {
    if (receiver.fromBeginning()) {
      consumer.seekToBeginning(fresh);
    } else {
      consumer.seekToEnd(fresh);
    }
    Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
    for (TopicPartition partition : fresh) {
      first.put(partition, new OffsetAndMetadata(consumer.position(partition, ANSWER)));
    }
    consumer.commitSync(first, ANSWER);
    log.atInfo()
        .addKeyValue("receiver", receiver.name())
        .addKeyValue("from", receiver.fromBeginning() ? "beginning" : "now")
        .log("begins");
  }

  private void attempt(ConsumerRecord<byte[], byte[]> head) {
    if (pending.isRetry()) {
      parts.metrics().retried();
    }
    Outcome outcome = outcome(head);
    if (outcome instanceof Failed missed) {
      fail(head, missed);
    } else if (outcome instanceof Hindered hindered) {
      hinder(hindered.detail());
    } else {
      if (outcome instanceof Refused refused) {
        bury(head, refused);
      } else if (outcome instanceof Outcome.Passed) {
        parts.metrics().passed();
      } else if (outcome instanceof Outcome.Silenced) {
        parts.metrics().silenced();
      } else {
        parts.metrics().delivered(Duration.between(time(head), parts.clock().instant()));
        recover("the receiver takes them");
      }
      finish(outcome);
    }
  }

  private void finish(Outcome outcome) {
    pending.done();
    if (!(outcome instanceof Outcome.Passed || outcome instanceof Outcome.Silenced)) {
      commit();
    }
  }

  private Outcome outcome(ConsumerRecord<byte[], byte[]> record) {
    AlertEvent event;
    try {
      event = parts.topic().valueSerde().deserializer().deserialize(record.topic(), record.value());
    } catch (RegistryUnavailableException outage) {
      return new Hindered(String.valueOf(outage.getMessage()));
    } catch (SerializationException unreadable) {
      return new Refused("unreadable", String.valueOf(unreadable.getMessage()));
    }
    if (event == null) {
      return new Outcome.Passed();
    }
    Happening happening = Happening.of(record, event);
    try {
      return outcome(happening, record.headers());
    } catch (RegistryUnavailableException outage) {
      return new Hindered(String.valueOf(outage.getMessage()));
    }
  }

  private Outcome outcome(Happening happening, Headers headers) {
    if (!receiver.filter().lets(happening.facts())) {
      parts.silencer().settle(happening.event());
      return new Outcome.Passed();
    }
    if (!parts.silencer().lets(happening, headers)) {
      return new Outcome.Silenced();
    }
    Outcome outcome = parts.target().deliver(happening);
    if (outcome instanceof Outcome.Delivered || outcome instanceof Refused) {
      parts.silencer().settle(happening.event());
    }
    return outcome;
  }

  private static Instant time(ConsumerRecord<byte[], byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** After its time an event gets one attempt, so that those behind it have theirs. */
  private void fail(ConsumerRecord<byte[], byte[]> head, Failed missed) {
    parts.metrics().failed();
    parts.metrics().failing(true);
    int failures = pending.failed();
    Instant now = parts.clock().instant();
    Instant from = time(head).isAfter(started) ? time(head) : started;
    if (now.isBefore(from.plus(receiver.giveUpAfter()))) {
      pending.waitUntil(now.plus(parts.backoff().after(failures, missed.wished())));
      note(Health.State.DEGRADED, "attempts fail, " + failures + " in a row: " + missed.detail());
    } else {
      bury(
          head, new Refused("gave-up", "after " + receiver.giveUpAfter() + ": " + missed.detail()));
      settle(head);
      finish(missed);
    }
  }

  /** What it was given up for is not withheld any longer, or it would come again at once. */
  private void settle(ConsumerRecord<byte[], byte[]> head) {
    AlertEvent event =
        parts.topic().valueSerde().deserializer().deserialize(head.topic(), head.value());
    if (event != null) {
      parts.silencer().settle(event);
    }
  }

  private void hinder(String why) {
    pending.waitUntil(parts.clock().instant().plus(parts.backoff().after(1, Duration.ZERO)));
    note(Health.State.DEGRADED, why);
  }

  private void bury(ConsumerRecord<byte[], byte[]> head, Refused refused) {
    parts.letters().send(receiver.name(), head, refused);
    parts.metrics().deadLettered(refused.code());
    if (!refused.code().equals("gave-up")) {
      pending.recovered();
      parts.metrics().failing(false);
    }
    note(Health.State.DEGRADED, "the last event is a dead letter: " + refused.detail());
    log.atWarn()
        .addKeyValue("receiver", receiver.name())
        .addKeyValue("partition", head.partition())
        .addKeyValue("offset", head.offset())
        .addKeyValue("reason", refused.code())
        .log("a dead letter: " + refused.detail());
  }

  private void recover(String detail) {
    pending.recovered();
    parts.metrics().failing(false);
    note(Health.State.UP, detail);
  }

  /** Tells health, and the log where the state changes. */
  private void note(Health.State now, String detail) {
    if (state.state() != now) {
      log.atInfo().addKeyValue("receiver", receiver.name()).log(detail);
    }
    state = check(now, detail);
  }

  private Health.Check check(Health.State how, String detail) {
    return new Health.Check("receiver-" + receiver.name(), how, detail);
  }

  private void commit() {
    if (!pending.toCommit().isEmpty()) {
      consumer.commitSync(pending.toCommit(), ANSWER);
      pending.committed();
    }
  }

  /** The broker is asked, since of partitions that are not read the client knows nothing new. */
  private void noteLag() {
    Instant now = parts.clock().instant();
    if (now.isBefore(lagDue)) {
      return;
    }
    lagDue = now.plus(LAG_PAUSE);
    parts.metrics().lag(behind());
  }

  private long behind() {
    long events = pending.size();
    for (Map.Entry<TopicPartition, Long> end :
        consumer.endOffsets(consumer.assignment(), ANSWER).entrySet()) {
      events += Math.max(0, end.getValue() - consumer.position(end.getKey(), ANSWER));
    }
    return events;
  }

  /** Whether the receiver is told of an open alert again, by this instance. */
  private boolean tells(Alert alert) {
    return owns(alert.getRuleId() + "|" + alert.getScope())
        && parts.silencer().repeats(alert, () -> behind() == 0);
  }

  /** Whether the partition of that key is read here. */
  private boolean owns(String key) {
    String topic = parts.topic().name();
    if (partitions == 0) {
      partitions = consumer.partitionsFor(topic, ANSWER).size();
    }
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return partitions > 0
        && consumer
            .assignment()
            .contains(
                new TopicPartition(topic, BuiltInPartitioner.partitionForKey(bytes, partitions)));
  }

  /** What somebody else has taken over is not ours to deliver. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> given) {
      assigned = true;
      parts.silencer().loadAgain();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> taken) {
      pending.forget(taken);
    }
  }

  /** How it is with the receiver. */
  Health.Check health() {
    return state;
  }

  /** Whether it has been given what it reads. */
  boolean isAssigned() {
    return assigned;
  }

  /** Whether its client has a connection to any broker. */
  boolean isConnected() {
    return consumer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("connection-count"))
        .anyMatch(metric -> ((Number) metric.metricValue()).doubleValue() > 0);
  }

  /**
   * Asks it to end: the answer that is due is waited for a moment, for whoever has taken an event
   * without our knowing gets it again.
   */
  void end() {
    if (!closing) {
      graceUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
      closing = true;
    }
  }

  @Override
  public void close() {
    end();
    if (thread.getState() == Thread.State.NEW) {
      parts.target().close();
      consumer.close();
      return;
    }
    if (!hasEnded(graceUntil - System.nanoTime())) {
      parts.sender().cut();
      consumer.wakeup();
      if (!hasEnded(TimeUnit.SECONDS.toNanos(CLOSE_SECONDS))) {
        log.atWarn().addKeyValue("receiver", receiver.name()).log("the loop does not end");
      }
    }
  }

  private boolean hasEnded(long nanos) {
    try {
      return ended.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
