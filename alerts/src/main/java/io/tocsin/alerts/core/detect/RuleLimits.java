package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What detection can do for a rule, and how it shares the rule's budget. */
public final class RuleLimits {

  /** No window is shorter. */
  public static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);

  /** No window is longer. */
  public static final Duration LONGEST_WINDOW = Duration.ofDays(7);

  /** No ratio rule has a longer timeframe: two of them fit into the longest window. */
  public static final Duration LONGEST_TIMEFRAME = Duration.ofDays(3);

  /** No ratio rule asks for a higher rise. */
  public static final int HIGHEST_SPIKE = 1_000;

  /** No rule has more windows. */
  public static final int MAX_WINDOWS = 8;

  /** No cooldown is longer. */
  public static final Duration LONGEST_COOLDOWN = Duration.ofDays(30);

  private RuleLimits() {}

  /**
   * A window's share of the budget: the false alarms that it may give in its own length, {@code
   * alarms · window / (per · windows)}. The budget is parted equally among the windows, and a
   * window has {@code per / window} lengths to spend its part in. Where several scopes are busy it
   * is parted further, see {@link BusyScopes}.
   */
  static double share(Rule rule, long windowMillis) {
    Rule.Budget budget = rule.budget();
    return (double) budget.alarms()
        * windowMillis
        / ((double) budget.per().toMillis() * rule.windows().size());
  }

  /** How many alarms the budget of a key of the rule allows in a time. */
  static double allowance(Rule rule, double millis) {
    return rule.budget().alarms() * millis / rule.budget().per().toMillis();
  }

  /** Fewer of what the rule counts never ring. */
  static int floor(Rule rule) {
    Rule.Ratio ratio = rule.ratio();
    int voices = rule.minimum().voices();
    return ratio == null ? voices : Math.max(voices, ratio.thresholdCur());
  }

  /** Whether a rule may watch whatever there is of a kind: it must part what it finds. */
  public static boolean canBeWatched(Rule.Scope kind) {
    return switch (kind) {
      case PLACE, ENTITY, TAG -> true;
      case NONE, COUNTRY, SOURCE -> false;
    };
  }

  /** What keeps the rule from being used, in plain words; empty when nothing does. */
  public static List<String> problems(Rule rule) {
    List<String> problems = new ArrayList<>();
    checkWindows(rule.windows(), problems);
    checkFloors(rule.minimum(), problems);
    if (rule.scope() == Rule.Scope.SOURCE) {
      checkOneSource(rule, problems);
    }
    if (rule.cooldown().isNegative() || rule.cooldown().compareTo(LONGEST_COOLDOWN) > 0) {
      problems.add("cooldown " + rule.cooldown() + " is not between 0 and " + LONGEST_COOLDOWN);
    }
    if (rule.ratio() != null) {
      checkRatio(rule, rule.ratio(), problems);
    } else if (rule.budget().alarms() < 1 || rule.budget().per().toMillis() < 1) {
      problems.add("falseAlarms must be at least 1 in a time above 0");
    } else if (problems.isEmpty()) {
      checkBudget(rule, problems);
    }
    return problems;
  }

  private static void checkWindows(List<Duration> windows, List<String> problems) {
    if (windows.isEmpty() || windows.size() > MAX_WINDOWS) {
      problems.add("there must be 1 to " + MAX_WINDOWS + " windows, not " + windows.size());
    }
    Duration last = Duration.ZERO;
    for (Duration window : windows) {
      if (window.compareTo(SHORTEST_WINDOW) < 0 || window.compareTo(LONGEST_WINDOW) > 0) {
        problems.add(
            "window " + window + " is not between " + SHORTEST_WINDOW + " and " + LONGEST_WINDOW);
      }
      if (window.compareTo(last) <= 0) {
        problems.add("windows must ascend: " + window + " after " + last);
      }
      last = window;
    }
  }

  private static void checkFloors(Rule.Minimum minimum, List<String> problems) {
    if (minimum.voices() < 1 || minimum.voices() > DetectorLimits.STANDARD.liveMentions()) {
      problems.add(
          "minimum voices "
              + minimum.voices()
              + " is not between 1 and "
              + DetectorLimits.STANDARD.liveMentions());
    }
    if (minimum.sources() < 1) {
      problems.add("minimum sources " + minimum.sources() + " is below 1");
    }
  }

  /** Each scope has one source: what takes two of them never comes. */
  private static void checkOneSource(Rule rule, List<String> problems) {
    if (rule.minimum().sources() > 1) {
      problems.add(
          "minimum sources " + rule.minimum().sources() + " is above 1, but scope is source");
    }
    if (rule.countBy() == Rule.CountBy.SOURCE) {
      problems.add("countBy is source, of which there is one, as scope is source");
    }
    for (Rule.Severity severity : rule.severities()) {
      if (severity.sources() > 1) {
        problems.add(
            "severity %s takes %d sources, but scope is source"
                .formatted(severity.name(), severity.sources()));
      }
    }
  }

  private static void checkRatio(Rule rule, Rule.Ratio ratio, List<String> problems) {
    if (!(ratio.spikeHeight() > 1 && ratio.spikeHeight() <= HIGHEST_SPIKE)) {
      problems.add(
          "spikeHeight " + ratio.spikeHeight() + " is not above 1 and at most " + HIGHEST_SPIKE);
    }
    if (!rule.windows().equals(List.of(ratio.timeframe()))
        || ratio.timeframe().compareTo(LONGEST_TIMEFRAME) > 0) {
      problems.add(
          "timeframe "
              + ratio.timeframe()
              + " is not between "
              + SHORTEST_WINDOW
              + " and "
              + LONGEST_TIMEFRAME);
    }
    checkThreshold("thresholdRef", ratio.thresholdRef(), problems);
    checkThreshold("thresholdCur", ratio.thresholdCur(), problems);
  }

  private static void checkThreshold(String name, int value, List<String> problems) {
    if (value < 1 || value > DetectorLimits.STANDARD.liveMentions()) {
      problems.add(
          "%s %d is not between 1 and %d"
              .formatted(name, value, DetectorLimits.STANDARD.liveMentions()));
    }
  }

  private static void checkBudget(Rule rule, List<String> problems) {
    for (Duration window : rule.windows()) {
      double share = share(rule, window.toMillis());
      if (share > Threshold.MAX_SHARE) {
        problems.add(
            "falseAlarms "
                + rule.budget().alarms()
                + " per "
                + rule.budget().per()
                + " cannot be spent by window "
                + window
                + ": it allows more than one alarm in "
                + Math.round(1 / Threshold.MAX_SHARE)
                + " windows");
      }
    }
  }
}
