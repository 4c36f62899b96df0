package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a record of the rules topic turned out to be. */
public sealed interface RuleRecord {

  /** Key of the manifest. */
  String MANIFEST_KEY = "~manifest";

  /** A rule. */
  record Member(Rule rule) implements RuleRecord {}

  /**
   * The list of rules that take effect together.
   *
   * @param version number of this set, ascending
   * @param hash over the members
   * @param members by rule id
   */
  record Manifest(long version, String hash, List<Ref> members) implements RuleRecord {

    public Manifest {
      members = List.copyOf(members);
    }
  }

  /**
   * Bytes that cannot be read; they are ignored.
   *
   * @param reason why
   */
  record Unreadable(String reason) implements RuleRecord {}

  /** Of the records of the topic, by key, those that cannot be read: the reasons. */
  static Map<String, String> unreadable(Map<String, RuleRecord> topic) {
    Map<String, String> reasons = new TreeMap<>();
    topic.forEach(
        (key, record) -> {
          if (record instanceof Unreadable bad) {
            reasons.put(key, bad.reason());
          }
        });
    return reasons;
  }

  /**
   * A member of a set.
   *
   * @param ruleId the rule
   * @param version its version
   * @param hash its hash
   */
  record Ref(String ruleId, int version, String hash) {

    /** Of a rule. */
    public static Ref of(Rule rule) {
      return new Ref(rule.ruleId(), rule.version(), rule.hash());
    }
  }
}
