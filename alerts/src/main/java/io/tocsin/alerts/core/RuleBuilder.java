package io.tocsin.alerts.core;

import io.tocsin.alerts.core.Rule.Budget;
import io.tocsin.alerts.core.Rule.CountBy;
import io.tocsin.alerts.core.Rule.Minimum;
import io.tocsin.alerts.core.Rule.Negated;
import io.tocsin.alerts.core.Rule.Policy;
import io.tocsin.alerts.core.Rule.Ratio;
import io.tocsin.alerts.core.Rule.Scope;
import io.tocsin.alerts.core.Rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Rule}; what is not set is what a rule file takes where a rule leaves it out. It
 * checks nothing: that is done where rules come in.
 */
public final class RuleBuilder {
  /** The windows of a rule that names none. */
  public static final List<Duration> DEFAULT_WINDOWS =
      List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));

  /** The budget of a rule that names none. */
  public static final Budget DEFAULT_BUDGET = new Budget(1, Duration.ofDays(30));

  /** The floor of a rule that names none. */
  public static final Minimum DEFAULT_MINIMUM = new Minimum(3, 2);

  /** The cooldown of a rule that names none. */
  public static final Duration DEFAULT_COOLDOWN = Duration.ofHours(2);

  private final String ruleId;
  private int version = 1;
  private String hash = "";
  private String description = "";
  private String match = "";
  private Scope scope = Scope.NONE;
  private Negated negated = Negated.IGNORE;
  private CountBy countBy = CountBy.VOICE;
  private @Nullable Ratio ratio;
  private List<Duration> windows = DEFAULT_WINDOWS;
  private Budget budget = DEFAULT_BUDGET;
  private Minimum minimum = DEFAULT_MINIMUM;
  private List<Severity> severities = List.of();
  private Duration cooldown = DEFAULT_COOLDOWN;
  private Map<String, String> labels = Map.of();
  private boolean enabled = true;
  private boolean expand;
  private Map<HitContext, Policy> policies = Map.of();
  private boolean shadow;

  RuleBuilder(String ruleId) {
    this.ruleId = ruleId;
  }

  RuleBuilder(Rule rule) {
    ruleId = rule.ruleId();
    version = rule.version();
    hash = rule.hash();
    description = rule.description();
    match = rule.match();
    scope = rule.scope();
    negated = rule.negated();
    countBy = rule.countBy();
    ratio = rule.ratio();
    windows = rule.windows();
    budget = rule.budget();
    minimum = rule.minimum();
    severities = rule.severities();
    cooldown = rule.cooldown();
    labels = rule.labels();
    enabled = rule.enabled();
    expand = rule.expand();
    policies = rule.policies();
    shadow = rule.shadow();
  }

  public RuleBuilder version(int version) {
    this.version = version;
    return this;
  }

  public RuleBuilder hash(String hash) {
    this.hash = hash;
    return this;
  }

  public RuleBuilder description(String description) {
    this.description = description;
    return this;
  }

  public RuleBuilder match(String match) {
    this.match = match;
    return this;
  }

  public RuleBuilder scope(Scope scope) {
    this.scope = scope;
    return this;
  }

  public RuleBuilder negated(Negated negated) {
    this.negated = negated;
    return this;
  }

  public RuleBuilder countBy(CountBy countBy) {
    this.countBy = countBy;
    return this;
  }

  /** Makes it a ratio rule, whose timeframe is its only window; null: a budget rule. */
  public RuleBuilder ratio(@Nullable Ratio ratio) {
    this.ratio = ratio;
    return ratio == null ? this : windows(List.of(ratio.timeframe()));
  }

  public RuleBuilder windows(Duration... lengths) {
    return windows(List.of(lengths));
  }

  public RuleBuilder windows(List<Duration> windows) {
    this.windows = windows;
    return this;
  }

  public RuleBuilder budget(Budget budget) {
    this.budget = budget;
    return this;
  }

  public RuleBuilder minimum(Minimum minimum) {
    this.minimum = minimum;
    return this;
  }

  public RuleBuilder severities(List<Severity> severities) {
    this.severities = severities;
    return this;
  }

  public RuleBuilder cooldown(Duration cooldown) {
    this.cooldown = cooldown;
    return this;
  }

  public RuleBuilder labels(Map<String, String> labels) {
    this.labels = labels;
    return this;
  }

  public RuleBuilder enabled(boolean enabled) {
    this.enabled = enabled;
    return this;
  }

  public RuleBuilder expand(boolean expand) {
    this.expand = expand;
    return this;
  }

  public RuleBuilder policies(Map<HitContext, Policy> policies) {
    this.policies = policies;
    return this;
  }

  public RuleBuilder shadow(boolean shadow) {
    this.shadow = shadow;
    return this;
  }

  /** The rule. */
  public Rule build() {
    return new Rule(
        ruleId,
        version,
        hash,
        description,
        match,
        scope,
        negated,
        countBy,
        ratio,
        windows,
        budget,
        minimum,
        severities,
        cooldown,
        labels,
        enabled,
        expand,
        policies,
        shadow);
  }
}
