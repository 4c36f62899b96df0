package io.tocsin.deliver;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.Silence;
import io.tocsin.deliver.core.Gate;
import io.tocsin.deliver.core.Gate.Known;
import io.tocsin.deliver.core.Gate.Verdict;
import io.tocsin.schemas.silences.AlertTraits;
import io.tocsin.schemas.silences.Silences;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps from one receiver what is silenced, and brings it when the silence is over. Used by one
 * thread.
 */
final class Silencer {
  private static final Logger log = LoggerFactory.getLogger(Silencer.class);
  private static final int AT_ONCE = 20;

  private final String receiver;
  private final Supplier<Silences> silences;
  private final WithheldEvents withheld;
  private final String topic;
  private final ReceiverMetrics metrics;
  private final InstantSource clock;
  private boolean loaded;

  /**
   * Made of what is withheld from the receiver.
   *
   * @param silences those of now; throws what an outage is told by
   * @param topic name of the topic of what is withheld
   */
  Silencer(
      String receiver,
      Supplier<Silences> silences,
      WithheldEvents withheld,
      String topic,
      ReceiverMetrics metrics,
      InstantSource clock) {
    this.receiver = receiver;
    this.silences = silences;
    this.withheld = withheld;
    this.topic = topic;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Another instance may have withheld something meanwhile. */
  void loadAgain() {
    loaded = false;
  }

  /** Sees to it that all is known that is withheld; throws what an outage is told by. */
  void ready() {
    if (!loaded) {
      withheld.load();
      loaded = true;
      withheld.forgetOld(clock.instant());
      metrics.withheld(withheld.size());
    }
  }

  /** Whether the receiver gets the event now; if not, it is kept on the topic. */
  boolean lets(Happening happening, Headers headers) {
    AlertEvent event = happening.event();
    Known known = withheld.known(event.getAlertId());
    boolean silenced =
        silences.get().covering(AlertTraits.of(event.getAlert()), clock.instant()).isPresent();
    boolean open = event.getAlert().getStatus() == AlertStatus.OPEN;
    Verdict verdict =
        Gate.of(new Gate.Event(silenced, open, happening.takesBack(), event.getSequence()), known);
    if (verdict == Verdict.DELIVER) {
      return true;
    }
    boolean kept =
        withheld.put(happening, headers, verdict == Verdict.WITHHOLD_FROM_TOLD, clock.instant());
    if (kept) {
      metrics.withheld(withheld.size());
    } else {
      log.atWarn()
          .addKeyValue("receiver", receiver)
          .log("more is silenced than can be withheld; it is sent");
    }
    return !kept;
  }

  /** The receiver has the alert as it is by that event, or never will. */
  void settle(AlertEvent event) {
    withheld.remove(event.getAlertId());
    metrics.withheld(withheld.size());
  }

  /**
   * Events whose silence is over, to be sent now: records of the topic of what is withheld, with
   * the time of now.
   *
   * @param owns whether the events of a key are read here
   */
  List<ConsumerRecord<byte[], byte[]>> released(Predicate<String> owns) {
    if (withheld.size() == 0) {
      return List.of();
    }
    Instant now = clock.instant();
    Silences current = silences.get();
    return withheld.open().stream()
        .filter(entry -> current.covering(entry.traits(), now).isEmpty())
        .filter(entry -> owns.test(entry.key()))
        .limit(AT_ONCE)
        .map(entry -> record(entry, now))
        .toList();
  }

  private ConsumerRecord<byte[], byte[]> record(WithheldEvents.Entry entry, Instant now) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        now.toEpochMilli(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        entry.value().length,
        entry.key().getBytes(StandardCharsets.UTF_8),
        entry.value(),
        entry.headers(),
        Optional.empty());
  }

  /**
   * Whether the receiver may be told of that open alert again: not of one that it has never heard
   * of and that is silenced. What was opened before its silence it has heard of, once all events
   * are done with.
   *
   * @param doneWithAll whether they are; asked for only where it matters
   */
  boolean repeats(Alert alert, BooleanSupplier doneWithAll) {
    return switch (withheld.known(alert.getAlertId())) {
      case TOLD -> true;
      case NEVER_TOLD -> false;
      case NOTHING -> {
        Optional<Silence> silence = silences.get().covering(AlertTraits.of(alert), clock.instant());
        yield silence.isEmpty()
            || (alert.getOpenedAt().isBefore(silence.get().getStartsAt())
                && doneWithAll.getAsBoolean());
      }
    };
  }
}
