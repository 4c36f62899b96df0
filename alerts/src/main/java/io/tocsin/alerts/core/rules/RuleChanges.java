package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What has to be written so that a file's rules take the place of those in the topic.
 *
 * @param added rules that are new, at version 1
 * @param changed rules that decide otherwise than before, one version up
 * @param relabelled rules of which only description or labels differ, at their old version
 * @param removed ids that are gone: their records are deleted
 * @param unchanged ids of rules that stay as they are
 * @param manifest of the whole set
 */
public record RuleChanges(
    List<Rule> added,
    List<Rule> changed,
    List<Rule> relabelled,
    List<String> removed,
    List<String> unchanged,
    RuleRecord.Manifest manifest) {

  /**
   * Compares the rules of a file with the records of the topic, by key; unreadable ones are written
   * anew.
   */
  public static RuleChanges between(Map<String, RuleRecord> topic, List<Rule> file) {
    Map<String, Rule> before = rules(topic);
    List<Rule> added = new ArrayList<>();
    List<Rule> changed = new ArrayList<>();
    List<Rule> relabelled = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    Map<String, Rule> after = new TreeMap<>();
    for (Rule rule : file) {
      Rule old = before.get(rule.ruleId());
      if (old == null) {
        keep(rule.withVersion(1), added, after);
      } else if (!old.hash().equals(rule.hash())) {
        keep(rule.withVersion(old.version() + 1), changed, after);
      } else if (!old.equals(rule.withVersion(old.version()))) {
        keep(rule.withVersion(old.version()), relabelled, after);
      } else {
        unchanged.add(rule.ruleId());
        after.put(rule.ruleId(), old);
      }
    }
    Set<String> removed = new TreeSet<>(topic.keySet());
    removed.remove(RuleRecord.MANIFEST_KEY);
    removed.removeAll(after.keySet());
    return new RuleChanges(
        added, changed, relabelled, List.copyOf(removed), unchanged, manifest(topic, after));
  }

  private static void keep(Rule rule, List<Rule> kind, Map<String, Rule> after) {
    kind.add(rule);
    after.put(rule.ruleId(), rule);
  }

  private static Map<String, Rule> rules(Map<String, RuleRecord> topic) {
    return topic.values().stream()
        .filter(RuleRecord.Member.class::isInstance)
        .map(record -> ((RuleRecord.Member) record).rule())
        .collect(Collectors.toMap(Rule::ruleId, rule -> rule));
  }

  private static RuleRecord.Manifest manifest(
      Map<String, RuleRecord> topic, Map<String, Rule> after) {
    List<RuleRecord.Ref> members =
        after.values().stream()
            .sorted(Comparator.comparing(Rule::ruleId))
            .map(RuleRecord.Ref::of)
            .toList();
    String hash = RuleHash.ofSet(members);
    if (topic.get(RuleRecord.MANIFEST_KEY) instanceof RuleRecord.Manifest old) {
      return new RuleRecord.Manifest(
          old.hash().equals(hash) ? old.version() : old.version() + 1, hash, members);
    }
    return new RuleRecord.Manifest(1, hash, members);
  }

  /** Whether anything has to be written, given the manifest that is there, if any. */
  public boolean isNothing() {
    return added.isEmpty() && changed.isEmpty() && relabelled.isEmpty() && removed.isEmpty();
  }

  /** The rules whose records have to be written. */
  public List<Rule> written() {
    List<Rule> written = new ArrayList<>(added);
    written.addAll(changed);
    written.addAll(relabelled);
    return List.copyOf(written);
  }
}
