package io.tocsin.alerts;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.alerts.core.detect.AlertEvent;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The meters of the service; none carries a rule or a post as a tag. */
final class AlertsMeters {

  private final Counter posts;
  private final Counter made;
  private final Counter takenBack;
  private final Counter dropped;
  private final Counter leftOut;
  private final Counter refused;
  private final Counter rulesRefused;
  private final Counter warmStartPosts;
  private final Counter warmStartSkipped;
  private final Counter warmStartAdopted;
  private final Counter warmStartRefused;
  private final Timer warmStartTime;
  private final AtomicInteger warmStartsRunning;
  private final Map<AlertEvent.Type, Counter> events;
  private final Map<AlertEvent.Type, Counter> shadowEvents;

  AlertsMeters(MeterRegistry registry) {
    posts =
        Counter.builder("tocsin.alerts.posts")
            .description("Revisions of posts that were matched")
            .register(registry);
    made = mentions(registry, "made");
    takenBack = mentions(registry, "taken-back");
    dropped =
        Counter.builder("tocsin.alerts.mentions.dropped")
            .description("Mentions dropped because too many waited for the clock")
            .register(registry);
    leftOut =
        Counter.builder("tocsin.alerts.mentions.left-out")
            .description("Mentions not made because a post has too many scopes or mentions")
            .register(registry);
    refused =
        Counter.builder("tocsin.alerts.mentions.refused")
            .description("Mentions not counted because their rules have too many scopes already")
            .register(registry);
    rulesRefused =
        Counter.builder("tocsin.alerts.rules.refused")
            .description("Rule sets that could not be compiled; the set before stayed in effect")
            .register(registry);
    warmStartPosts =
        counter(registry, "posts", "Posts that were read to count new rules over them");
    warmStartSkipped =
        counter(registry, "skipped", "Records of them that could not be read or matched");
    warmStartAdopted =
        counter(registry, "adopted", "Histories that became the baseline of a new rule");
    warmStartRefused = counter(registry, "refused", "Histories of new rules that came to nothing");
    warmStartTime =
        Timer.builder("tocsin.alerts.warm-start.time")
            .description("Time it took to read a partition for new rules")
            .register(registry);
    warmStartsRunning = new AtomicInteger();
    Gauge.builder("tocsin.alerts.warm-start.running", warmStartsRunning, AtomicInteger::get)
        .description("Partitions that are read, or wait to be, for new rules")
        .register(registry);
    events = events(registry, "tocsin.alerts.events", "Alert events by type");
    shadowEvents =
        events(registry, "tocsin.alerts.shadow.events", "Alert events of rules on trial by type");
  }

  private static Map<AlertEvent.Type, Counter> events(
      MeterRegistry registry, String name, String description) {
    Map<AlertEvent.Type, Counter> events = new EnumMap<>(AlertEvent.Type.class);
    for (AlertEvent.Type type : AlertEvent.Type.values()) {
      events.put(
          type,
          Counter.builder(name)
              .description(description)
              .tag("type", type.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    return events;
  }

  private static Counter counter(MeterRegistry registry, String what, String description) {
    return Counter.builder("tocsin.alerts.warm-start." + what)
        .description(description)
        .register(registry);
  }

  private static Counter mentions(MeterRegistry registry, String kind) {
    return Counter.builder("tocsin.alerts.mentions")
        .description("Mentions made and taken back")
        .tag("kind", kind)
        .register(registry);
  }

  void matched() {
    posts.increment();
  }

  void mentioned(int sign) {
    (sign > 0 ? made : takenBack).increment();
  }

  void dropped() {
    dropped.increment();
  }

  void rulesRefused() {
    rulesRefused.increment();
  }

  void leftOut(int mentions) {
    leftOut.increment(mentions);
  }

  void refused(int mentions) {
    refused.increment(mentions);
  }

  void warmStarts(int running) {
    warmStartsRunning.set(running);
  }

  void warmStartRead() {
    warmStartPosts.increment();
  }

  void warmStartSkipped() {
    warmStartSkipped.increment();
  }

  void warmStarted(int adopted, int unadopted) {
    warmStartAdopted.increment(adopted);
    warmStartRefused.increment(unadopted);
  }

  <T> T timed(Supplier<T> reading) {
    return requireNonNull(warmStartTime.record(reading));
  }

  void happened(AlertEvent event) {
    Map<AlertEvent.Type, Counter> counters = event.alert().isShadow() ? shadowEvents : events;
    requireNonNull(counters.get(event.type())).increment();
  }
}
