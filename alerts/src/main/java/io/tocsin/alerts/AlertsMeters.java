package io.tocsin.alerts;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.Evidence;
import io.tocsin.alerts.core.rules.RuleSet;
import io.tocsin.runtime.time.StageClocks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The meters of the service; none carries a rule or a post as a tag. */
final class AlertsMeters {

  private static final Set<AlertEvent.Type> RINGS =
      EnumSet.of(AlertEvent.Type.OPENED, AlertEvent.Type.REOPENED);
  private static final Set<AlertEvent.Type> ENDS =
      EnumSet.of(AlertEvent.Type.RESOLVED, AlertEvent.Type.RETRACTED);
  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final Duration[] DELAYS = {
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(1_500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(3),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30)
  };
  private static final Duration[] LIFETIMES = {
    Duration.ofMinutes(10),
    Duration.ofMinutes(30),
    Duration.ofHours(1),
    Duration.ofHours(3),
    Duration.ofHours(6),
    Duration.ofHours(12),
    Duration.ofDays(1),
    Duration.ofDays(3),
    Duration.ofDays(7)
  };

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
  private final StageClocks clocks;
  private final Timer delay;
  private final Timer lifetime;
  private final MeterRegistry registry;
  private final Map<AlertEvent.Type, Counter> events;
  private final Map<AlertEvent.Type, Counter> shadowEvents;

  AlertsMeters(MeterRegistry registry) {
    this.registry = registry;
    clocks = new StageClocks(registry, InstantSource.system());
    delay =
        Timer.builder("tocsin.alerts.delay")
            .description(
                "From the time that the newest post of an alert was seen to the event that opens or"
                    + " reopens it, live only; it can be read with the next commit")
            .serviceLevelObjectives(DELAYS)
            .register(registry);
    lifetime =
        Timer.builder("tocsin.alerts.lifetime")
            .description("How long alerts were open when they ended, event time")
            .serviceLevelObjectives(LIFETIMES)
            .register(registry);
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

  /** Shows which rules are in effect, and what their budgets come to. */
  void rules(Supplier<RuleSet> rules) {
    rules(rules, "active", rule -> rule.enabled() && !rule.shadow());
    rules(rules, "trial", rule -> rule.enabled() && rule.shadow());
    rules(rules, "disabled", rule -> !rule.enabled());
    Gauge.builder("tocsin.alerts.budget", () -> budget(rules.get()))
        .description("False alarms a day that the budgets of all active rules allow together")
        .strongReference(true)
        .register(registry);
  }

  private void rules(Supplier<RuleSet> rules, String state, Predicate<Rule> is) {
    Gauge.builder("tocsin.alerts.rules", () -> rules.get().rules().stream().filter(is).count())
        .description("Rules in effect: active, on trial or disabled")
        .tag("state", state)
        .strongReference(true)
        .register(registry);
  }

  private static double budget(RuleSet rules) {
    return rules.rules().stream()
        .filter(rule -> rule.enabled() && !rule.shadow() && rule.ratio() == null)
        .mapToDouble(rule -> rule.budget().alarms() * DAY_MILLIS / rule.budget().per().toMillis())
        .sum();
  }

  /** Where the clocks of the stages are shown. */
  StageClocks clocks() {
    return clocks;
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
    if (!event.alert().isShadow() && ENDS.contains(event.type())) {
      lifetime.record(Duration.ofMillis(event.at() - event.alert().openedAt()));
    }
  }

  /**
   * Measures how long an event took that makes an alert ring.
   *
   * @param now wall clock, in milliseconds since the epoch
   */
  void delayed(AlertEvent event, long now) {
    if (!event.alert().isShadow() && RINGS.contains(event.type())) {
      event.alert().evidence().stream()
          .mapToLong(Evidence::mentionedAt)
          .max()
          .ifPresent(newest -> delay.record(Duration.ofMillis(Math.max(0, now - newest))));
    }
  }
}
