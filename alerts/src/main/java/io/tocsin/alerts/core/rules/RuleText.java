package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.HitContext;
import io.tocsin.alerts.core.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A rule key by key, each value as a file may say it: for people, and to tell two rules apart. */
final class RuleText {

  /** What neither counts nor decides: a rule in which only these change goes on as it is. */
  private static final Set<String> LABELS = Set.of("description", "labels", "shadow");

  private RuleText() {}

  /** Whether a change of this key begins a new baseline. */
  static boolean decides(String key) {
    return !LABELS.contains(key);
  }

  /** All keys in a fixed order; an empty value where the rule does not use the key. */
  static Map<String, String> of(Rule rule) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("description", rule.description());
    values.put("match", rule.match());
    values.put("watch", rule.watches() ? word(rule.scope()) : "");
    values.put("scope", rule.watches() ? "" : word(rule.scope()));
    values.put("expand", String.valueOf(rule.expand()));
    for (HitContext context : HitContext.values()) {
      values.put(context.text(), word(rule.policy(context)));
    }
    values.put("countBy", word(rule.countBy()));
    putWhatRings(rule, values);
    values.put("minimum", counts(rule.minimum().voices(), rule.minimum().sources()));
    values.put("severity", severities(rule.severities()));
    values.put("cooldown", Durations.format(rule.cooldown()));
    values.put("labels", rule.labels().toString().replace("=", ": "));
    values.put("enabled", String.valueOf(rule.enabled()));
    values.put("shadow", String.valueOf(rule.shadow()));
    return values;
  }

  private static void putWhatRings(Rule rule, Map<String, String> values) {
    Rule.Ratio ratio = rule.ratio();
    boolean isRatio = ratio != null;
    Rule.Budget budget = rule.budget();
    values.put("ratio", ratio == null ? "" : ratio(ratio));
    values.put(
        "windows",
        isRatio ? "" : rule.windows().stream().map(Durations::format).toList().toString());
    values.put(
        "falseAlarms", isRatio ? "" : budget.alarms() + " per " + Durations.format(budget.per()));
  }

  private static String ratio(Rule.Ratio ratio) {
    return "{spikeHeight: %s, timeframe: %s, thresholdRef: %d, thresholdCur: %d}"
        .formatted(
            ratio.spikeHeight(),
            Durations.format(ratio.timeframe()),
            ratio.thresholdRef(),
            ratio.thresholdCur());
  }

  private static String severities(List<Rule.Severity> levels) {
    Map<String, String> texts = new LinkedHashMap<>();
    levels.forEach(level -> texts.put(level.name(), counts(level.voices(), level.sources())));
    return texts.toString().replace("=", ": ");
  }

  private static String counts(int voices, int sources) {
    return "{voices: " + voices + ", sources: " + sources + "}";
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
