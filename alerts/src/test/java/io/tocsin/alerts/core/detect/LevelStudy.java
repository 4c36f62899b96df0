package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long a new level rings until it is the new normal, and what a crisis leaves of the thresholds
 * of a sparse key; prints the tables of docs/detection.md. Run by hand.
 */
final class LevelStudy {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final int HISTORY_DAYS = 42;
  private static final int SOURCES = 8;
  private static final Rule RULE = Rules.rule("study").build();
  private static final RuleScope KEY = new RuleScope(RULE.ruleId(), "");

  private LevelStudy() {}

  /** Prints both tables. */
  public static void main(String[] args) {
    for (double rate : new double[] {0.1, 1, 10}) {
      for (int factor : new int[] {3, 5, 10}) {
        System.out.printf(Locale.ROOT, "%s /h ×%d: %s%n", rate, factor, alerts(rate, factor));
      }
    }
    afterCrisis();
  }

  /** Days after the change at which alerts open and end. */
  private static List<String> alerts(double rate, int factor) {
    DetectStage stage =
        new DetectStage(id -> RULE, new InMemoryPendingMentions(), new InMemoryKeyStates());
    SplittableRandom random = new SplittableRandom(Math.round(1_000 * rate) + factor);
    double change = Rules.START + HISTORY_DAYS * (double) DAY;
    double end = change + 21.0 * DAY;
    double time = Rules.START;
    for (int post = 0; time < end; post++) {
      double now = time < change ? rate : rate * factor;
      time += -StrictMath.log(1 - random.nextDouble()) / now * HOUR;
      String source = "s" + random.nextInt(SOURCES);
      stage.hold(Rules.mention(RULE, "", source, "p" + post, (long) time));
    }
    List<String> said = new ArrayList<>();
    stage.advance(
        (long) end,
        output -> {
          if (output instanceof AlertEvent event && event.at() >= change) {
            double days = (event.at() - change) / DAY;
            said.add(String.format(Locale.ROOT, "%s %.2f", event.type(), days));
          }
        });
    said.removeIf(event -> event.startsWith("UPDATED"));
    return said;
  }

  /** A report every third day for six weeks, fourteen in six hours, then as before. */
  private static void afterCrisis() {
    SpikeDetector detector = SpikeDetector.fresh(KEY, DetectorLimits.STANDARD, new Background());
    int post = 0;
    for (int day = 1; day < HISTORY_DAYS; day += 3) {
      say(detector, post++, Rules.START + day * DAY + 7L * day % 24 * HOUR);
    }
    long crisis = Rules.START + HISTORY_DAYS * DAY;
    tell("before", detector);
    for (int i = 0; i < 14; i++) {
      say(detector, post++, crisis + 6L * i * HOUR / 14);
    }
    for (int day : new int[] {1, 2, 4, 6, 11, 16, 26}) {
      for (long minute = crisis + 6 * HOUR; minute <= crisis + day * DAY; minute += HOUR / 60) {
        detector.onTick(RULE, minute, output -> {});
      }
      tell(day + " d", detector);
    }
  }

  private static void say(SpikeDetector detector, int post, long at) {
    detector.onMention(
        RULE, Rules.mention(RULE, "", "s" + post % SOURCES, "p" + post, at), output -> {});
  }

  private static void tell(String when, SpikeDetector detector) {
    Forecast forecast = KeyState.fromBytes(detector.toBytes(), DetectorLimits.STANDARD).forecast();
    List<Integer> thresholds = new ArrayList<>();
    for (int window = 0; window < RULE.windows().size(); window++) {
      int rings = forecast.threshold(window, Conditions.NORMAL).count();
      thresholds.add(Math.max(RULE.minimum().voices(), rings));
    }
    System.out.println(when + ": " + thresholds);
  }
}
