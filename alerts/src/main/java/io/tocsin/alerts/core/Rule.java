package io.tocsin.alerts.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to watch for and when to ring: a rule that was checked. There are two kinds: a budget rule
 * says how many false alarms are acceptable, a {@link Ratio} rule by how much a count must rise.
 *
 * @param ruleId stable name
 * @param version number of this version of the rule, from 1
 * @param hash SHA-256 over what decides, hexadecimal; equal hashes decide alike
 * @param description what it is for, may be empty; decides nothing
 * @param match query in Lucene's syntax; empty for a rule that {@link #watches} whatever there is
 *     of its scope
 * @param scope what its alerts are parted by
 * @param negated what to do with negated hits
 * @param countBy what is counted
 * @param ratio the rise that rings; null for a budget rule
 * @param windows lengths of the windows that are watched at once, ascending, not empty; of a ratio
 *     rule its timeframe alone
 * @param budget how many false alarms are acceptable; of no meaning in a ratio rule
 * @param minimum fewer voices or sources than these never ring
 * @param severities from the lowest to the highest, may be empty
 * @param cooldown a spike within this time after the end of an alert reopens it
 * @param labels copied to the alerts, by name; decide nothing
 * @param enabled false: kept, but matches nothing
 * @param expand true: words that derive from those of the query match, too
 * @param policies what to do with hits in other contexts than negation, where that is not {@link
 *     #defaultPolicy}
 * @param shadow true: on trial, its alerts go to a topic of their own and reach nobody; decides
 *     nothing
 */
public record Rule(
    String ruleId,
    int version,
    String hash,
    String description,
    String match,
    Scope scope,
    Negated negated,
    CountBy countBy,
    @Nullable Ratio ratio,
    List<Duration> windows,
    Budget budget,
    Minimum minimum,
    List<Severity> severities,
    Duration cooldown,
    Map<String, String> labels,
    boolean enabled,
    boolean expand,
    Map<HitContext, Policy> policies,
    boolean shadow) {

  public Rule {
    requireNonNull(ruleId, "ruleId");
    requireNonNull(match, "match");
    windows = List.copyOf(windows);
    severities = List.copyOf(severities);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    policies = Collections.unmodifiableMap(new TreeMap<>(policies));
  }

  /** Begins a rule of this name, with what is usual. */
  public static RuleBuilder builder(String ruleId) {
    return new RuleBuilder(ruleId);
  }

  /** Begins a rule that is like this one. */
  public RuleBuilder toBuilder() {
    return new RuleBuilder(this);
  }

  /** What a rule's alerts are parted by. */
  public enum Scope {
    /** One alert overall; the scope of its mentions is the empty string. */
    NONE,
    /** One alert per country that a post is about, by its code alone. */
    COUNTRY,
    /** One alert per place named, countries among them. */
    PLACE,
    /** One alert per person, organisation or place named. */
    ENTITY,
    /** One alert per source that publishes. */
    SOURCE,
    /** One alert per topic. */
    TAG;

    /** What the names of its scopes begin with, so that they can be told from those of others. */
    public String prefix() {
      return this == NONE || this == COUNTRY ? "" : name().toLowerCase(Locale.ROOT) + ":";
    }
  }

  /** What to do with hits that are negated. */
  public enum Negated {
    /** A negated hit does not count. */
    IGNORE,
    /** A negated hit counts like any other. */
    COUNT,
    /** Negated hits are counted apart, in a scope of their own. */
    SEPARATE
  }

  /** What to do with hits in a context; in the order of how much that is. */
  public enum Policy {
    /** Such a hit does not count. */
    IGNORE,
    /** Such hits are counted apart, in a scope of their own. */
    SEPARATE,
    /** Such a hit counts like any other. */
    COUNT
  }

  /** What is counted in a window. */
  public enum CountBy {
    /** Independent voices: copies of one story count once. */
    VOICE,
    /** Posts, copies or not. */
    POST,
    /** Distinct sources, however much each of them writes. */
    SOURCE
  }

  /**
   * The rise that rings: the count of the timeframe that has just passed against that of the
   * timeframe before it.
   *
   * @param spikeHeight so many times as much rings, above 1
   * @param timeframe length of both windows
   * @param thresholdRef a smaller count before is taken as this one, at least 1
   * @param thresholdCur a smaller count now never rings, at least 1
   */
  public record Ratio(double spikeHeight, Duration timeframe, int thresholdRef, int thresholdCur) {}

  /**
   * The false-alarm budget, over all scopes and windows of the rule.
   *
   * @param alarms how many false alarms are acceptable, at least 1
   * @param per in this time
   */
  public record Budget(int alarms, Duration per) {}

  /**
   * The floor below which nothing rings.
   *
   * @param voices what is counted in the window, at least 1
   * @param sources distinct sources in the window, at least 1
   */
  public record Minimum(int voices, int sources) {}

  /**
   * A severity and what it takes.
   *
   * @param name name of the severity
   * @param voices what is counted that it takes, 0 for any number
   * @param sources sources that it takes, 0 for any number
   */
  public record Severity(String name, int voices, int sources) {}

  /** What is done with a context where a rule does not say: what is no news does not ring. */
  public static Policy defaultPolicy(HitContext context) {
    return switch (context) {
      case NEGATED, PAST, DRILL -> Policy.IGNORE;
      case PLANNED, QUOTED -> Policy.COUNT;
    };
  }

  /** Whether each post counts for every scope that is found in it, whatever it says. */
  public boolean watches() {
    return match.isEmpty();
  }

  /** What is done with hits in a context. */
  public Policy policy(HitContext context) {
    return context == HitContext.NEGATED
        ? Policy.valueOf(negated.name())
        : policies.getOrDefault(context, defaultPolicy(context));
  }

  /** What is done with a hit in several contexts: the least that is done with any. */
  public Policy policy(Collection<HitContext> contexts) {
    return contexts.stream().map(this::policy).min(Policy::compareTo).orElse(Policy.COUNT);
  }

  /** The name under which a hit in these contexts is counted apart. */
  public String apart(Collection<HitContext> contexts) {
    return contexts.stream()
        .filter(context -> policy(context) == Policy.SEPARATE)
        .min(HitContext::compareTo)
        .map(HitContext::text)
        .orElse("");
  }

  /** This rule as another version of itself. */
  public Rule withVersion(int newVersion) {
    return toBuilder().version(newVersion).build();
  }

  /** This rule with another hash. */
  public Rule withHash(String newHash) {
    return toBuilder().hash(newHash).build();
  }

  /** This rule switched on or off, with the hash that it had. */
  public Rule withEnabled(boolean isEnabled) {
    return toBuilder().enabled(isEnabled).build();
  }

  /** This rule on trial or not. */
  public Rule withShadow(boolean isShadow) {
    return toBuilder().shadow(isShadow).build();
  }
}
