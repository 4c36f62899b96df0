package io.tocsin.alerts.core.rules;

import static java.util.Objects.requireNonNull;

import io.tocsin.alerts.core.HitContext;
import io.tocsin.alerts.core.Rule;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A rule as a file says it, so that people can change it: what it says otherwise than by default,
 * and always when it rings. {@link RuleFile#readOne} gives the same rule again.
 */
public final class RuleYaml {

  private static final int WIDTH = 120;

  private RuleYaml() {}

  /** The keys of the rule, one a line, without a dash before them. */
  public static String of(Rule rule) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
    options.setWidth(WIDTH);
    options.setSplitLines(false);
    options.setAllowUnicode(true);
    return new Yaml(options).dump(keys(rule));
  }

  private static Map<String, Object> keys(Rule rule) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("id", rule.ruleId());
    putUnless("", rule.description(), "description", keys);
    putWhatMatches(rule, keys);
    putUnless(word(Rule.CountBy.VOICE), word(rule.countBy()), "countBy", keys);
    putWhatRings(rule, keys);
    keys.put("minimum", counts(rule.minimum().voices(), rule.minimum().sources()));
    if (!rule.severities().isEmpty()) {
      Map<String, Object> levels = new LinkedHashMap<>();
      rule.severities().forEach(l -> levels.put(l.name(), counts(l.voices(), l.sources())));
      keys.put("severity", levels);
    }
    keys.put("cooldown", Durations.format(rule.cooldown()));
    if (!rule.labels().isEmpty()) {
      keys.put("labels", rule.labels());
    }
    putUnless(true, rule.enabled(), "enabled", keys);
    putUnless(false, rule.shadow(), "shadow", keys);
    return keys;
  }

  private static void putWhatMatches(Rule rule, Map<String, Object> keys) {
    if (rule.watches()) {
      keys.put("watch", word(rule.scope()));
      return;
    }
    keys.put("match", rule.match());
    putUnless(word(Rule.Scope.NONE), word(rule.scope()), "scope", keys);
    putUnless(false, rule.expand(), "expand", keys);
    for (HitContext context : HitContext.values()) {
      String usual = word(Rule.defaultPolicy(context));
      putUnless(usual, word(rule.policy(context)), context.text(), keys);
    }
  }

  private static void putWhatRings(Rule rule, Map<String, Object> keys) {
    Rule.Ratio ratio = rule.ratio();
    if (ratio == null) {
      keys.put("windows", rule.windows().stream().map(Durations::format).toList());
      Rule.Budget budget = rule.budget();
      keys.put("falseAlarms", budget.alarms() + " per " + Durations.format(budget.per()));
      return;
    }
    Map<String, Object> terms = new LinkedHashMap<>();
    terms.put("spikeHeight", BigDecimal.valueOf(ratio.spikeHeight()));
    terms.put("timeframe", Durations.format(ratio.timeframe()));
    terms.put("thresholdRef", ratio.thresholdRef());
    terms.put("thresholdCur", ratio.thresholdCur());
    keys.put("ratio", terms);
  }

  private static Map<String, Integer> counts(int voices, int sources) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("voices", voices);
    counts.put("sources", sources);
    return counts;
  }

  private static void putUnless(Object usual, Object value, String key, Map<String, Object> keys) {
    if (!requireNonNull(value).equals(usual)) {
      keys.put(key, value);
    }
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
