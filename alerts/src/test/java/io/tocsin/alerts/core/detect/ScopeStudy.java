package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Counts false alarms of rules over many scopes, on flat noise of scopes of Zipf's sizes, and
 * prints the table of docs/detection.md. Run by hand.
 */
final class ScopeStudy {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final int WARM_UP_DAYS = 14;
  private static final int SOURCES = 8;
  private static final Rule RULE = Rules.rule("study").byCountry().build();

  private ScopeStudy() {}

  /**
   * Prints a table: openings of the whole rule per 30 days, with the budget parted and with a
   * budget for each scope.
   *
   * @param args rules, days
   */
  public static void main(String[] args) {
    int rules = args.length > 0 ? Integer.parseInt(args[0]) : 12;
    int days = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    System.out.println("| total /h | scopes | a budget for each | parted | parts |");
    System.out.println("|---|---|---|---|---|");
    for (double rate : new double[] {1, 10}) {
      for (int scopes : new int[] {1, 10, 30, 200}) {
        print(rate, scopes, rules, days);
      }
    }
    print(100, 2_000, rules, days);
  }

  private static void print(double rate, int scopes, int rules, int days) {
    int each = 0;
    int parted = 0;
    double parts = 0;
    for (int i = 0; i < rules; i++) {
      List<Said> said = noise(rate, scopes, days, new SplittableRandom(1_000L * scopes + i));
      each += openings(said, false, days);
      parted += openings(said, true, days);
      parts += parts(said, days) / rules;
    }
    double months = rules * (days - WARM_UP_DAYS) / 30.0;
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.2f | %.2f | %.1f |%n",
        rate,
        scopes,
        each / months,
        parted / months,
        parts);
  }

  private record Said(long at, String scope, String source) {}

  private static List<Said> noise(double rate, int scopes, int days, SplittableRandom random) {
    double[] upTo = new double[scopes];
    double sum = 0;
    for (int k = 0; k < scopes; k++) {
      sum += 1.0 / (k + 1);
      upTo[k] = sum;
    }
    List<Said> said = new ArrayList<>();
    double time = 0;
    while (time < days * DAY) {
      time += -StrictMath.log(1 - random.nextDouble()) / rate * HOUR;
      double at = random.nextDouble() * sum;
      int scope = 0;
      while (upTo[scope] < at) {
        scope++;
      }
      said.add(new Said(Rules.START + (long) time, "S" + scope, "s" + random.nextInt(SOURCES)));
    }
    return said;
  }

  private static List<MinuteCount> counts(List<Said> said) {
    List<MinuteCount> counts = new ArrayList<>();
    for (Said one : said) {
      String key = new RuleScope(RULE.ruleId(), one.scope()).key();
      counts.add(new MinuteCount(MinuteCount.What.MENTIONS, one.at(), key, 1));
    }
    return counts;
  }

  private static int openings(List<Said> said, boolean parted, int days) {
    DetectStage stage =
        new DetectStage(id -> RULE, new InMemoryPendingMentions(), new InMemoryKeyStates());
    if (parted) {
      stage.told(counts(said));
    }
    for (int i = 0; i < said.size(); i++) {
      Said one = said.get(i);
      stage.hold(Rules.mention(RULE, one.scope(), one.source(), "p" + i, one.at()));
    }
    int[] opened = {0};
    long from = Rules.START + WARM_UP_DAYS * DAY;
    stage.advance(
        Rules.START + days * DAY,
        output -> {
          if (output instanceof AlertEvent event
              && event.type() == AlertEvent.Type.OPENED
              && event.at() >= from) {
            opened[0]++;
          }
        });
    return opened[0];
  }

  private static double parts(List<Said> said, int days) {
    BusyScopes scopes = new BusyScopes();
    for (Said one : said) {
      scopes.add(one.at(), new RuleScope(RULE.ruleId(), one.scope()));
    }
    scopes.passTo(Rules.START + days * DAY);
    return scopes.parts(RULE.ruleId());
  }
}
