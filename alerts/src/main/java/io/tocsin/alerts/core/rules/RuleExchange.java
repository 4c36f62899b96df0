package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the topic is exchanged for another, if it still is what somebody has looked at: two
 * who change a rule at once do not undo each other unseen.
 *
 * @param rule what takes its place
 * @param replaces the {@link #stamp} of what it replaces; empty where no rule has this id yet
 */
public record RuleExchange(Rule rule, String replaces) {

  /** Tells two states of a rule apart: its version, and a hash over all that it says. */
  public static String stamp(Rule rule) {
    return rule.version() + "-" + RuleHash.ofText(RuleText.of(rule)).substring(0, 16);
  }

  /**
   * A rule switched on or off.
   *
   * @param rule as it is
   * @param enabled whether it is to match
   * @param replaces the stamp of what was looked at
   */
  public static RuleExchange switching(Rule rule, boolean enabled, String replaces) {
    return new RuleExchange(RuleEdit.switched(rule, enabled), replaces);
  }

  /**
   * The rules of the topic afterwards.
   *
   * @param topic the records, by key
   * @throws RuleConflictException if the rule is another by now, or is gone, or is there already
   * @throws RuleEditException if other records cannot be read: what they say cannot be kept; or if
   *     there are too many rules
   */
  public List<Rule> of(Map<String, RuleRecord> topic) {
    Map<String, Rule> rules = readable(topic);
    String found = stampOf(rules.get(rule.ruleId()));
    if (!found.equals(replaces)) {
      throw new RuleConflictException(rule.ruleId(), replaces, found);
    }
    rules.put(rule.ruleId(), rule);
    if (rules.size() > RuleFile.MOST_RULES) {
      throw new RuleEditException(
          true, List.of("there are " + RuleFile.MOST_RULES + " rules already, and no more fit"));
    }
    return new ArrayList<>(rules.values());
  }

  private static String stampOf(@Nullable Rule found) {
    return found == null ? "" : stamp(found);
  }

  private Map<String, Rule> readable(Map<String, RuleRecord> topic) {
    Map<String, Rule> rules = new TreeMap<>();
    Map<String, String> bad = RuleRecord.unreadable(topic);
    bad.remove(RuleRecord.MANIFEST_KEY);
    bad.remove(rule.ruleId());
    if (!bad.isEmpty()) {
      throw RuleEditException.unreadable(bad);
    }
    topic
        .values()
        .forEach(
            record -> {
              if (record instanceof RuleRecord.Member member) {
                rules.put(member.rule().ruleId(), member.rule());
              }
            });
    return rules;
  }
}
