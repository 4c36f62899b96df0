package io.tocsin.benchmarks.scorecard;

import static io.tocsin.benchmarks.scorecard.MarkdownTable.number;
import static io.tocsin.benchmarks.scorecard.MarkdownTable.rate;

import io.tocsin.benchmarks.watch.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A scorecard for people. */
final class MarkdownReport {

  private static final double TARGET_FALSE_ALARMS = 2;
  private static final double TARGET_DELAY = 2;
  private static final double TARGET_RECALL = 0.85;
  private static final double TARGET_NAB_ALARMS = 0.15;

  private final Scorecard card;
  private final List<String> contenders;

  private MarkdownReport(Scorecard card) {
    this.card = card;
    this.contenders = card.falseAlarms().stream().map(FalseAlarmRow::contender).distinct().toList();
  }

  /** The whole text. */
  static String of(Scorecard card) {
    MarkdownReport report = new MarkdownReport(card);
    return String.join(
        "\n",
        report.head(),
        report.targets(),
        report.falseAlarms(),
        report.delays(),
        report.liveBlogs(),
        report.nab(),
        report.state());
  }

  private String head() {
    return """
        # Scorecard of the detector

        Seed %d. The same seed and build give the same tables. One rule for all generated series:

        ```yaml
        %s```

        %d sources, each as busy as the others; no signatures, so each mention is a voice. Beside it, on the same series, the same rule without the longest \
        window, and our ratio rule in its place (`ratio: {spikeHeight: 3, timeframe: 2h}`). Baselines, with the rule's floor of voices: \
        the ratio rule as ElastAlert2 has it (2 h against the 2 h before, three times as much, without reference threshold) and mean plus 3 deviations (an hour against \
        the hours of 14 days, at most one alarm in 2 days).
        """
        .formatted(card.seed(), card.rule(), FalseAlarmCell.SOURCES);
  }

  private String targets() {
    MarkdownTable table = new MarkdownTable(List.of("target", "reached"));
    List<FalseAlarmRow> noise =
        card.falseAlarms().stream().filter(row -> isOurs(row.contender())).toList();
    table.row(
        List.of(
            "false alarms: 95 % upper bound within twice the budget",
            part(noise, row -> row.upperBound() <= TARGET_FALSE_ALARMS)));
    table.row(
        List.of(
            "false alarms: 95 % upper bound within the budget",
            part(noise, row -> row.upperBound() <= 1)));
    List<DelayRow> delays =
        card.delays().stream().filter(row -> isOurs(row.contender()) && row.counts()).toList();
    table.row(
        List.of(
            "mean delay within twice CUSUM's, where it counts",
            part(delays, row -> row.multiple() <= TARGET_DELAY)));
    table.row(
        List.of(
            "mean delay within 1.25 times CUSUM's, where it counts",
            part(delays, row -> row.multiple() <= 1.25)));
    nabTotal()
        .ifPresent(
            row ->
                table.row(
                    List.of(
                        "NAB: recall of at least 0.85, at most 0.15 false alarms a day",
                        (row.recall() >= TARGET_RECALL
                                    && row.falseAlarmsPerDay() <= TARGET_NAB_ALARMS
                                ? "yes: "
                                : "no: ")
                            + number(row.recall(), 2)
                            + ", "
                            + number(row.falseAlarmsPerDay(), 2))));
    return "## Targets\n\n" + table;
  }

  private static <T> String part(List<T> rows, Predicate<T> reached) {
    return rows.stream().filter(reached).count() + " of " + rows.size() + " cells";
  }

  private Optional<NabRow> nabTotal() {
    return card.nab().stream()
        .filter(row -> isOurs(row.contender()) && row.series().equals(NabRow.ALL))
        .findFirst();
  }

  private static boolean isOurs(String contender) {
    return contender.equals(Contender.PRODUCTION);
  }

  private String falseAlarms() {
    StringBuilder text = new StringBuilder("## False alarms where nothing happens\n\n");
    Effort effort = card.effort();
    text.append(
        """
        Alerts opened per 30 days, so that 1 is the budget, < the one-sided 95 %% Poisson upper bound; `!`: that is over 2. Series of %d days; \
        the first %d days of each are told apart below. %s
        """
            .formatted(effort.days(), effort.warmUpDays(), seriesDays()));
    for (String contender : contenders) {
      text.append("\n### ").append(contender).append("\n\n");
      text.append(noiseByRate(contender, MarkdownReport::alarms));
    }
    text.append("\n### ").append(Contender.PRODUCTION).append(": alerts in the first days\n\n");
    text.append("Alerts opened in the first ")
        .append(effort.warmUpDays())
        .append(" days of a series, per series.\n\n");
    text.append(noiseByRate(Contender.PRODUCTION, row -> number(row.coldPerSeries(), 2)));
    return text.toString();
  }

  private String seriesDays() {
    double least =
        card.falseAlarms().stream().mapToDouble(FalseAlarmRow::seriesDays).min().orElse(0);
    List<String> reduced =
        card.falseAlarms().stream()
            .filter(row -> row.reduced() && isOurs(row.contender()))
            .map(row -> row.noise() + " at " + rate(row.rate()) + "/h")
            .toList();
    return "Every cell has at least "
        + number(Math.floor(least), 0)
        + " series-days that count. "
        + (reduced.isEmpty()
            ? "No cell was reduced."
            : "Reduced, to save time: " + String.join("; ", reduced) + ".");
  }

  private static String alarms(FalseAlarmRow row) {
    return number(row.perBudget(), 2)
        + " < "
        + number(row.upperBound(), 2)
        + (row.upperBound() > TARGET_FALSE_ALARMS ? " !" : "");
  }

  private String noiseByRate(String contender, Function<FalseAlarmRow, String> cell) {
    List<String> heads = new ArrayList<>(List.of("noise"));
    card.effort().rates().forEach(rate -> heads.add(rate(rate) + "/h"));
    MarkdownTable table = new MarkdownTable(heads);
    card.falseAlarms().stream()
        .map(FalseAlarmRow::noise)
        .distinct()
        .forEach(
            noise -> {
              List<String> cells = new ArrayList<>(List.of(noise));
              card.falseAlarms().stream()
                  .filter(row -> row.noise().equals(noise) && row.contender().equals(contender))
                  .map(cell)
                  .forEach(cells::add);
              table.row(cells);
            });
    return table.toString();
  }

  private String delays() {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "rate /h",
                "change",
                "rule",
                "runs",
                "missed",
                "mean, min",
                "median, min",
                "false alarms per 30 d",
                "CUSUM, min",
                "multiple",
                "counts"));
    for (DelayRow row : card.delays()) {
      table.row(
          List.of(
              rate(row.rate()),
              row.change(),
              row.contender(),
              Integer.toString(row.runs()),
              Integer.toString(row.misses()),
              number(row.meanMinutes(), 0),
              number(row.medianMinutes(), 0),
              number(row.falseAlarmsPer30Days(), 2),
              number(row.cusumMinutes(), 1)
                  + (row.cusumMisses() > 0
                      ? " (" + number(100 * row.cusumMisses(), 1) + " % missed)"
                      : ""),
              number(row.multiple(), 2),
              row.counts() ? "yes" : ""));
    }
    return """
        ## Delay where the rate changes

        Flat noise, then the rate changes: at once or in a straight line. Delay from the beginning of the change to the first alert opened (or opened again), \
        read at the full minute; one that is not seen in 7 days is missed and enters the mean as 7 days. The limit is a CUSUM that knows both rates (of \
        a ramp: the last), with the same floors, read at the same minutes. Its threshold is the one that gives as many false alarms as the \
        rule really gave on flat noise of that rate above (one, where there was none), found by simulation without a change. A row counts where six hours under the \
        new rate hold five posts and CUSUM needs five minutes.

        """
        + table;
  }

  private String liveBlogs() {
    MarkdownTable table =
        new MarkdownTable(List.of("word, /h", "rule", "openings", "rings", "without an opening"));
    for (LiveBlogRow row : card.liveBlogs()) {
      table.row(
          List.of(
              rate(row.rate()),
              row.contender(),
              Integer.toString(row.openings()),
              number(100 * row.share(), 1) + " %",
              number(100 * row.ordinary(), 1) + " %"));
    }
    return """
        ## A live blog opens

        For twelve hours one more source publishes twice as much as all others, so that every word triples and nothing has happened. How often a word rings in these \
        twelve hours, and in the same hours without the blog. The detector is told what each source publishes, as it is in production; the other rules have no use for it.

        """
        + table;
  }

  private String nab() {
    if (card.nab().isEmpty()) {
      return "## Numenta Anomaly Benchmark\n\nNot measured: its files were not there (`--nab DIR`).\n";
    }
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "series",
                "rule",
                "mentions",
                "days",
                "windows",
                "found",
                "recall",
                "alarms",
                "precision",
                "false",
                "in probation",
                "opened again",
                "false a day"));
    Stream.concat(
            card.nab().stream().filter(row -> !row.series().equals(NabRow.ALL)),
            card.nab().stream().filter(row -> row.series().equals(NabRow.ALL)))
        .forEach(row -> table.row(nabCells(row)));
    return """
        ## Numenta Anomaly Benchmark

        Mentions per five minutes, spread evenly over them; a window is found when an alert opens (or opens again) in it; alarms outside of all windows are false, also \
        those in the first days, which NAB does not score. The rule:

        ```yaml
        %s```

        """
            .formatted(card.nabRule())
        + table;
  }

  private static List<String> nabCells(NabRow row) {
    return List.of(
        row.series(),
        row.contender(),
        Long.toString(row.mentions()),
        number(row.days(), 0),
        Integer.toString(row.windows()),
        Integer.toString(row.found()),
        number(row.recall(), 2),
        Integer.toString(row.alarms()),
        number(row.precision(), 2),
        Integer.toString(row.falseAlarms()),
        Integer.toString(row.inProbation()),
        Integer.toString(row.reopened()),
        number(row.falseAlarmsPerDay(), 3));
  }

  private String state() {
    MarkdownTable table = new MarkdownTable(List.of("state", "bytes"));
    card.state().forEach(row -> table.row(List.of(row.what(), number(row.bytes(), 1))));
    return "## State in the store\n\n" + table;
  }
}
