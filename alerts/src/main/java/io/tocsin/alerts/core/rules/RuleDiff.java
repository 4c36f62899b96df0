package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a file's rules differ from those of the topic, for people: what {@link RuleChanges} would
 * write, and of each rule that changes which keys do.
 *
 * @param changes what would be written
 * @param entries what differs: added, changed, relabelled, removed, each by rule id as in the file
 * @param unreadable records of the topic that cannot be read: reasons by key
 * @param isSame whether applying the file would write nothing
 */
public record RuleDiff(
    RuleChanges changes, List<Entry> entries, Map<String, String> unreadable, boolean isSame) {

  public RuleDiff {
    entries = List.copyOf(entries);
    unreadable = Map.copyOf(unreadable);
  }

  /** What happens to a rule. */
  public enum Kind {
    /** It is new. */
    ADDED,
    /** It decides otherwise than before: it begins a new baseline. */
    CHANGED,
    /** It decides as before: its baseline goes on. */
    RELABELLED,
    /** It is gone: its alerts end. */
    REMOVED
  }

  /**
   * A rule that differs.
   *
   * @param before its version in the topic; 0 when it is not there
   * @param after its version once the file is applied; 0 when it is removed
   * @param keys which of its keys differ; none of a rule that is new or gone
   */
  public record Entry(Kind kind, String ruleId, int before, int after, List<Difference> keys) {

    public Entry {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A key with two values, as a file may say them.
   *
   * @param decides false for what labels only
   */
  public record Difference(String key, String before, String after, boolean decides) {}

  /** Compares the records of the topic, by key, with the rules of a file. */
  public static RuleDiff between(Map<String, RuleRecord> topic, List<Rule> file) {
    RuleChanges changes = RuleChanges.between(topic, file);
    List<Entry> entries = new ArrayList<>();
    changes.added().forEach(rule -> entries.add(entry(Kind.ADDED, topic, rule)));
    changes.changed().forEach(rule -> entries.add(entry(Kind.CHANGED, topic, rule)));
    changes.relabelled().forEach(rule -> entries.add(entry(Kind.RELABELLED, topic, rule)));
    changes
        .removed()
        .forEach(id -> entries.add(new Entry(Kind.REMOVED, id, version(topic, id), 0, List.of())));
    boolean hasManifest = topic.get(RuleRecord.MANIFEST_KEY) instanceof RuleRecord.Manifest;
    return new RuleDiff(
        changes, entries, RuleRecord.unreadable(topic), changes.isNothing() && hasManifest);
  }

  private static Entry entry(Kind kind, Map<String, RuleRecord> topic, Rule after) {
    List<Difference> keys =
        topic.get(after.ruleId()) instanceof RuleRecord.Member member
            ? differences(member.rule(), after)
            : List.of();
    return new Entry(kind, after.ruleId(), version(topic, after.ruleId()), after.version(), keys);
  }

  private static int version(Map<String, RuleRecord> topic, String ruleId) {
    return topic.get(ruleId) instanceof RuleRecord.Member member ? member.rule().version() : 0;
  }

  private static List<Difference> differences(Rule before, Rule after) {
    Map<String, String> wanted = RuleText.of(after);
    List<Difference> differences = new ArrayList<>();
    RuleText.of(before)
        .forEach(
            (key, old) -> {
              String now = wanted.getOrDefault(key, "");
              if (!old.equals(now)) {
                differences.add(new Difference(key, old, now, RuleText.decides(key)));
              }
            });
    return differences;
  }
}
