package io.tocsin.deliver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The meters of a receiver and their names; the tag {@code receiver} is its name, of which the list
 * has {@value io.tocsin.deliver.core.ReceiverList#MOST} at most.
 */
final class ReceiverMetrics {
  private static final String TAG = "receiver";
  private static final List<String> REASONS =
      List.of("unreadable", "gave-up", "redirected", "status");

  private final MeterRegistry meters;
  private final String receiver;
  private final Counter delivered;
  private final Counter passed;
  private final Counter failed;
  private final Counter retried;
  private final Counter repeated;
  private final Counter evicted;
  private final Counter silenced;
  private final Timer delay;
  private final AtomicLong lag = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger withheld = new AtomicInteger();
  private final AtomicInteger failing = new AtomicInteger();

  ReceiverMetrics(MeterRegistry meters, String receiver) {
    this.meters = meters;
    this.receiver = receiver;
    delivered = counter("delivered", "Events that the receiver has taken");
    passed = counter("passed", "Events that its filter keeps from it");
    failed = counter("failed", "Attempts that failed and may succeed later");
    retried = counter("retried", "Attempts that were not the first of their event");
    repeated = counter("repeated", "Open alerts told again");
    evicted = counter("open.evicted", "Open alerts that are not told again, for want of room");
    silenced = counter("silenced", "Events that a silence keeps from it");
    delay =
        Timer.builder("tocsin.deliver.delay")
            .description("From the event's time to its delivery")
            .tag(TAG, receiver)
            .serviceLevelObjectives(
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofHours(1))
            .register(meters);
    REASONS.forEach(this::deadLetters); // so that the first is an increase
    gauge("lag", "Events that are not yet done with", lag);
    gauge("open", "Open alerts that are told again and again", open);
    gauge("withheld", "Open alerts of which silences withhold something", withheld);
    gauge("failing", "1 while attempts fail, else 0", failing);
  }

  private Counter counter(String name, String description) {
    return Counter.builder("tocsin.deliver." + name)
        .description(description)
        .tag(TAG, receiver)
        .register(meters);
  }

  private void gauge(String name, String description, Number value) {
    Gauge.builder("tocsin.deliver." + name, value, Number::doubleValue)
        .description(description)
        .tag(TAG, receiver)
        .strongReference(true)
        .register(meters);
  }

  void delivered(Duration after) {
    delivered.increment();
    delay.record(after.isNegative() ? Duration.ZERO : after);
  }

  void passed() {
    passed.increment();
  }

  void failed() {
    failed.increment();
  }

  void retried() {
    retried.increment();
  }

  /** All answers that are refusals count as one reason: a receiver may think of any. */
  void deadLettered(String reason) {
    deadLetters(reason.startsWith("status-") ? "status" : reason).increment();
  }

  private Counter deadLetters(String reason) {
    return Counter.builder("tocsin.deliver.dead.lettered")
        .description("Events that became dead letters")
        .tag(TAG, receiver)
        .tag("reason", reason)
        .register(meters);
  }

  void repeated(int alerts) {
    repeated.increment(alerts);
  }

  void evicted() {
    evicted.increment();
  }

  void open(int alerts) {
    open.set(alerts);
  }

  void silenced() {
    silenced.increment();
  }

  void withheld(int alerts) {
    withheld.set(alerts);
  }

  void lag(long events) {
    lag.set(events);
  }

  void failing(boolean now) {
    failing.set(now ? 1 : 0);
  }
}
