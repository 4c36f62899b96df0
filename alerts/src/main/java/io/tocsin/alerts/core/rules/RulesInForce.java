package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.RuleLimits;
import io.tocsin.alerts.core.match.QueryCompiler;
import io.tocsin.alerts.core.match.QuerySyntaxException;
import io.tocsin.alerts.core.rules.RuleRecord.Manifest;
import io.tocsin.alerts.core.rules.RuleRecord.Member;
import io.tocsin.alerts.core.rules.RuleRecord.Ref;
import io.tocsin.alerts.core.rules.RuleRecord.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which rules take effect, given what lies in the rules topic: those of the manifest, all of them
 * or, while one is missing or unreadable, the set that was in effect before.
 */
public final class RulesInForce {

  private static final String NOT_THERE =
      ": what the manifest names is missing, unreadable or of another version";
  private static final int CHECKED_TOGETHER = 250;

  private RulesInForce() {}

  /**
   * How far somebody has looked who has seen these records: the version of the manifest; the
   * largest number where it cannot be read, since then no more can be seen; 0 where there is none.
   */
  public static long seen(Map<String, RuleRecord> records) {
    RuleRecord manifest = records.get(RuleRecord.MANIFEST_KEY);
    if (manifest == null) {
      return 0;
    }
    return manifest instanceof Manifest readable ? readable.version() : Long.MAX_VALUE;
  }

  /**
   * The outcome.
   *
   * @param set what is in effect now
   * @param complaints what is wrong with the records, for people; by key
   */
  public record Outcome(RuleSet set, List<String> complaints) {

    public Outcome {
      complaints = List.copyOf(complaints);
    }
  }

  /**
   * Looks over all records of the topic, by key.
   *
   * <p>Without a set before (at a start) an incomplete manifest puts those members into effect that
   * are there as it says: to watch for most of the words is better than to be blind. A start
   * between the records of one {@code rules apply} does not see this, since they are one
   * transaction.
   *
   * @param records the latest record of each key, without deleted ones
   * @param before what is in effect; {@link RuleSet#EMPTY} at a start
   */
  public static Outcome of(Map<String, RuleRecord> records, RuleSet before) {
    List<String> complaints = new ArrayList<>();
    records.forEach(
        (key, record) -> {
          if (record instanceof Unreadable unreadable) {
            complaints.add(key + ": " + unreadable.reason());
          }
        });
    if (!(records.get(RuleRecord.MANIFEST_KEY) instanceof Manifest manifest)) {
      return new Outcome(before, complaints);
    }
    return ofManifest(manifest, records, before, complaints);
  }

  private static Outcome ofManifest(
      Manifest manifest, Map<String, RuleRecord> records, RuleSet before, List<String> complaints) {
    Map<String, Rule> checked =
        before.rules().stream().collect(Collectors.toMap(Rule::ruleId, rule -> rule));
    List<Rule> present = new ArrayList<>();
    for (Ref ref : manifest.members()) {
      if (records.get(ref.ruleId()) instanceof Member member && Ref.of(member.rule()).equals(ref)) {
        present.add(member.rule());
      } else {
        complaints.add(ref.ruleId() + NOT_THERE);
      }
    }
    boolean mayTakeEffect =
        present.size() == manifest.members().size() || before.equals(RuleSet.EMPTY);
    if (mayTakeEffect) {
      refuse(present, checked, complaints);
    }
    boolean whole = present.size() == manifest.members().size();
    if (!whole && !before.equals(RuleSet.EMPTY)) {
      return new Outcome(before, complaints);
    }
    String hash = whole ? manifest.hash() : "incomplete-" + manifest.hash();
    return new Outcome(new RuleSet(manifest.version(), hash, present), complaints);
  }

  /** Whether it asks for the same as one that was found usable. */
  private static boolean asks(Rule rule, @Nullable Rule checked) {
    return checked != null
        && checked.match().equals(rule.match())
        && checked.expand() == rule.expand();
  }

  /** Takes away those that cannot be used; looks at them on all processors. */
  private static void refuse(List<Rule> rules, Map<String, Rule> checked, List<String> complaints) {
    List<Rule> unknown =
        rules.stream().filter(rule -> !asks(rule, checked.get(rule.ruleId()))).toList();
    Map<String, String> wrong = new ConcurrentHashMap<>();
    IntStream.range(0, (unknown.size() + CHECKED_TOGETHER - 1) / CHECKED_TOGETHER)
        .parallel()
        .map(part -> part * CHECKED_TOGETHER)
        .mapToObj(from -> unknown.subList(from, Math.min(from + CHECKED_TOGETHER, unknown.size())))
        .forEach(part -> wrong.putAll(problems(part)));
    rules.removeIf(rule -> wrong.containsKey(rule.ruleId()));
    new TreeMap<>(wrong)
        .forEach(
            (ruleId, problem) -> {
              complaints.add(ruleId + ": match: " + problem);
              complaints.add(ruleId + NOT_THERE);
            });
  }

  private static Map<String, String> problems(List<Rule> rules) {
    QueryCompiler english = QueryCompiler.forLanguage("en");
    Map<String, String> problems = new HashMap<>();
    rules.forEach(
        rule -> problem(rule, english).ifPresent(what -> problems.put(rule.ruleId(), what)));
    return problems;
  }

  private static Optional<String> problem(Rule rule, QueryCompiler compiler) {
    if (rule.watches() && RuleLimits.canBeWatched(rule.scope())) {
      return Optional.empty();
    }
    try {
      if (rule.expand()) {
        compiler.compileExpanded(rule.match());
      } else {
        compiler.compile(rule.match());
      }
      return Optional.empty();
    } catch (QuerySyntaxException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
