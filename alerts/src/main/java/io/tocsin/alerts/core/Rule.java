package io.tocsin.alerts.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to watch for and when to ring: a rule that was checked.
 *
 * @param ruleId stable name
 * @param version number of this version of the rule, from 1
 * @param hash SHA-256 over what decides, hexadecimal; equal hashes decide alike
 * @param description what it is for, may be empty; decides nothing
 * @param match query in Lucene's syntax
 * @param scope what its alerts are parted by
 * @param negated what to do with negated hits
 * @param windows lengths of the windows that are watched at once, ascending, not empty
 * @param budget how many false alarms are acceptable
 * @param minimum fewer voices or sources than these never ring
 * @param severities from the lowest to the highest, may be empty
 * @param cooldown a spike within this time after the end of an alert reopens it
 * @param labels copied to the alerts, by name; decide nothing
 * @param enabled false: kept, but matches nothing
 */
public record Rule(
    String ruleId,
    int version,
    String hash,
    String description,
    String match,
    Scope scope,
    Negated negated,
    List<Duration> windows,
    Budget budget,
    Minimum minimum,
    List<Severity> severities,
    Duration cooldown,
    Map<String, String> labels,
    boolean enabled) {

  public Rule {
    requireNonNull(ruleId, "ruleId");
    requireNonNull(match, "match");
    windows = List.copyOf(windows);
    severities = List.copyOf(severities);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** What a rule's alerts are parted by. */
  public enum Scope {
    /** One alert overall; the scope of its mentions is the empty string. */
    NONE,
    /** One alert per country named; {@code unknown} where none is named. */
    COUNTRY
  }

  /** What to do with hits that are negated. */
  public enum Negated {
    /** A negated hit does not count. */
    IGNORE,
    /** A negated hit counts like any other. */
    COUNT
  }

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
   * @param voices independent voices in the window, at least 1
   * @param sources distinct sources in the window, at least 1
   */
  public record Minimum(int voices, int sources) {}

  /**
   * A severity and what it takes.
   *
   * @param name name of the severity
   * @param voices voices that it takes, 0 for any number
   * @param sources sources that it takes, 0 for any number
   */
  public record Severity(String name, int voices, int sources) {}

  /** This rule as another version of itself. */
  public Rule withVersion(int newVersion) {
    return new Rule(
        ruleId,
        newVersion,
        hash,
        description,
        match,
        scope,
        negated,
        windows,
        budget,
        minimum,
        severities,
        cooldown,
        labels,
        enabled);
  }
}
