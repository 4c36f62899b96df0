package io.tocsin.testkit;

import io.tocsin.avro.AlertRule;
import io.tocsin.avro.NegatedPolicy;
import io.tocsin.avro.RuleScope;
import io.tocsin.avro.SeverityLevel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds alert rules; immutable, each step gives a new builder. The default watches for {@code
 * evacuate OR evacuation} without a scope, over 10 minutes, 1 hour and 6 hours, one false alarm in
 * 30 days, 3 voices of 2 sources.
 *
 * <p>The hash is made of what was set, so that two builders with equal settings are one rule.
 */
public final class Rules {
  private final AlertRule rule;

  private Rules(AlertRule rule) {
    this.rule = rule;
  }

  /** The default rule. */
  public static Rules rule() {
    return new Rules(
        AlertRule.newBuilder()
            .setRuleId("evacuation")
            .setVersion(1)
            .setHash("")
            .setMatch("evacuate OR evacuation")
            .setScope(RuleScope.NONE)
            .setNegated(NegatedPolicy.IGNORE)
            .setWindowsMillis(
                millis(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6)))
            .setMinimumVoices(3)
            .setMinimumSources(2)
            .build());
  }

  /** Another id. */
  public Rules id(String id) {
    return with(rule -> rule.setRuleId(id));
  }

  /** Another version. */
  public Rules version(int version) {
    return with(rule -> rule.setVersion(version));
  }

  /** Another query, in Lucene's syntax. */
  public Rules match(String query) {
    return with(rule -> rule.setMatch(query));
  }

  /** One alert per country instead of one overall. */
  public Rules perCountry() {
    return with(rule -> rule.setScope(RuleScope.COUNTRY));
  }

  /** Negated hits count too. */
  public Rules countingNegated() {
    return with(rule -> rule.setNegated(NegatedPolicy.COUNT));
  }

  /** Other windows, ascending. */
  public Rules windows(Duration... windows) {
    return with(rule -> rule.setWindowsMillis(millis(windows)));
  }

  /** Other floors. */
  public Rules minimum(int voices, int sources) {
    return with(rule -> rule.setMinimumVoices(voices).setMinimumSources(sources));
  }

  /** Another false-alarm budget: this many in this time. */
  public Rules falseAlarms(int count, Duration per) {
    return with(rule -> rule.setFalseAlarms(count).setFalseAlarmsPerMillis(per.toMillis()));
  }

  /** One more severity, above those before it. */
  public Rules severity(String name, int voices, int sources) {
    SeverityLevel level =
        SeverityLevel.newBuilder().setName(name).setVoices(voices).setSources(sources).build();
    List<SeverityLevel> all =
        Stream.concat(rule.getSeverities().stream(), Stream.of(level)).toList();
    return with(rule -> rule.setSeverities(all));
  }

  /** Another cooldown. */
  public Rules cooldown(Duration cooldown) {
    return with(rule -> rule.setCooldownMillis(cooldown.toMillis()));
  }

  /** Kept, but matching nothing. */
  public Rules disabled() {
    return with(rule -> rule.setEnabled(false));
  }

  /** Any other change. */
  public Rules with(Consumer<AlertRule.Builder> change) {
    AlertRule.Builder builder = AlertRule.newBuilder(rule);
    change.accept(builder);
    return new Rules(builder.build());
  }

  /** The record, a copy of its own; its hash follows from all that decides, unless it was set. */
  public AlertRule build() {
    AlertRule.Builder builder = AlertRule.newBuilder(rule);
    return rule.getHash().isEmpty() ? builder.setHash(hash()).build() : builder.build();
  }

  private String hash() {
    int code =
        Objects.hash(
            rule.getMatch(),
            rule.getScope().name(),
            rule.getNegated().name(),
            rule.getWindowsMillis(),
            rule.getFalseAlarms(),
            rule.getFalseAlarmsPerMillis(),
            rule.getMinimumVoices(),
            rule.getMinimumSources(),
            rule.getSeverities().toString(),
            rule.getCooldownMillis(),
            rule.getEnabled());
    return "%064x".formatted(Integer.toUnsignedLong(code));
  }

  private static List<Long> millis(Duration... durations) {
    return Stream.of(durations).map(Duration::toMillis).toList();
  }
}
