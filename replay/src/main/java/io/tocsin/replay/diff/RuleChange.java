package io.tocsin.replay.diff;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.Durations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is not the same in two forms of a rule, in words. */
final class RuleChange {

  private static final Map<String, Function<Rule, String>> PARTS = parts();

  private RuleChange() {}

  private static Map<String, Function<Rule, String>> parts() {
    Map<String, Function<Rule, String>> parts = new LinkedHashMap<>();
    parts.put("match", Rule::match);
    parts.put("scope", rule -> rule.scope().name());
    parts.put("negated", rule -> rule.negated().name());
    parts.put("countBy", rule -> rule.countBy().name());
    parts.put(
        "windows", rule -> rule.windows().stream().map(Durations::format).toList().toString());
    parts.put("falseAlarms", RuleChange::budget);
    parts.put("ratio", rule -> String.valueOf(rule.ratio()));
    parts.put(
        "minimum",
        rule -> rule.minimum().voices() + " voices, " + rule.minimum().sources() + " sources");
    parts.put("severity", rule -> rule.severities().toString());
    parts.put("cooldown", rule -> Durations.format(rule.cooldown()));
    parts.put("enabled", rule -> String.valueOf(rule.enabled()));
    return parts;
  }

  private static String budget(Rule rule) {
    return rule.budget().alarms() + " per " + Durations.format(rule.budget().per());
  }

  /** What changed; "the rule is the same" where nothing did. */
  static String between(@Nullable Rule before, @Nullable Rule after) {
    if (before == null) {
      return "the rule is new";
    }
    if (after == null) {
      return "the rule is gone";
    }
    List<String> changed =
        PARTS.entrySet().stream()
            .filter(part -> !same(part.getValue(), before, after))
            .map(part -> change(part.getKey(), part.getValue(), before, after))
            .toList();
    return changed.isEmpty() ? "the rule is the same" : String.join(", ", changed);
  }

  private static boolean same(Function<Rule, String> part, Rule before, Rule after) {
    return Objects.equals(part.apply(before), part.apply(after));
  }

  private static String change(String name, Function<Rule, String> part, Rule before, Rule after) {
    return name + " was " + part.apply(before) + " and is " + part.apply(after);
  }
}
