package io.tocsin.benchmarks.watch;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A rule as users write it, read by the code that reads theirs.
 *
 * @param yaml the rule file
 * @param rule the one rule in it
 */
public record ProductionRule(String yaml, Rule rule) {

  private static final String WINDOWS = "windows: [10m, 1h, 6h, 24h]";
  private static final String BUDGET = "falseAlarms: 1 per 30d";

  /** For generated series: a bang shows in the short windows, a slow rise in the long ones. */
  public static final ProductionRule STANDARD =
      read("""
              rules:
                - id: scorecard
                  match: word
                  %s
                  %s
                  minimum: {voices: 3, sources: 2}
                  cooldown: 2h
              """
              .formatted(WINDOWS, BUDGET))
          .orElseThrow();

  /** A single feed of posts, in which each counts. */
  public static final ProductionRule SINGLE_FEED = singleFeed();

  /** The one rule of a rule file; empty where this build does not understand it. */
  public static Optional<ProductionRule> read(String yaml) {
    RuleFile file = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8));
    return file.problems().isEmpty() && file.rules().size() == 1
        ? Optional.of(new ProductionRule(yaml, file.rules().get(0)))
        : Optional.empty();
  }

  /**
   * The same rule with the windows of a rule that names none, of which six hours is the longest.
   */
  ProductionRule ofUsualWindows() {
    return read(yaml.replace(WINDOWS, "windows: [10m, 1h, 6h]")).orElseThrow();
  }

  /** The same rule as a ratio of two hours to the two before, without a threshold of its own. */
  ProductionRule asRatio() {
    String ratio = yaml.replace(BUDGET, "ratio: {spikeHeight: 3, timeframe: 2h}");
    return read(ratio.replace(WINDOWS, "enabled: true")).orElseThrow();
  }

  /** Voices that it takes at least. */
  public int voices() {
    return rule.minimum().voices();
  }

  /** Sources that it takes at least. */
  public int sources() {
    return rule.minimum().sources();
  }

  /** With {@code countBy} where the build knows it; without signatures a post is a voice anyway. */
  private static ProductionRule singleFeed() {
    String yaml = STANDARD.yaml().replace("{voices: 3, sources: 2}", "{voices: 1, sources: 1}");
    return read(yaml + "    countBy: post\n").or(() -> read(yaml)).orElseThrow();
  }
}
