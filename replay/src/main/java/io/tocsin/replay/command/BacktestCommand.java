package io.tocsin.replay.command;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.replay.ReplayServices;
import io.tocsin.replay.backtest.Backtest;
import io.tocsin.replay.backtest.BacktestListener;
import io.tocsin.replay.backtest.BacktestRequest;
import io.tocsin.replay.backtest.BacktestResult;
import io.tocsin.replay.report.HtmlReport;
import io.tocsin.replay.report.ReportMaterial;
import io.tocsin.runtime.config.Settings;
import io.tocsin.runtime.service.SettingsFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin backtest}: rules over files of posts, in one process. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes files of raw posts through the code of ingest, enrich and alerts in this process,"
          + " without Kafka, and writes the alert events that the pipeline would have given: one"
          + " JSON object a line, by time, rule, scope and number.",
      "The last line of the output is a summary of name=value pairs."
    },
    exitCodeListHeading = HistoryFailures.EXIT_CODES,
    exitCodeList = {
      "0:went through to the end of the range, whether anything rang or not",
      HistoryFailures.ON_THE_WAY,
      HistoryFailures.UNUSABLE,
      HistoryFailures.WORLD_BROKEN
    })
@SuppressWarnings("NullAway.Init")
public final class BacktestCommand implements Callable<Integer> {

  private static final int SHOWN_REJECTIONS = 20;

  @Spec private CommandSpec spec;

  @Mixin private HistoryOptions history = new HistoryOptions();

  @Option(names = "--rules", required = true, paramLabel = "FILE", description = "Rules (YAML).")
  private Path rules;

  @Option(
      names = "--alerts",
      required = true,
      paramLabel = "OUT",
      description = "Where the alert events go: a file of JSON Lines, replaced when all is done.")
  private Path alerts;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.html there: charts, alerts, their posts, the rules.")
  private @Nullable Path report;

  @Mixin private SettingsFlags flags = new SettingsFlags();

  /** The command, with the way in which it fails. */
  public static CommandLine commandLine() {
    return new CommandLine(new BacktestCommand())
        .setExecutionExceptionHandler(new HistoryFailures());
  }

  @Override
  public Integer call() throws IOException {
    List<Rule> ruleSet = RuleSetFile.read(spec.commandLine(), rules);
    long start = System.nanoTime();
    try (AlertsFile out = new AlertsFile(alerts)) {
      Settings settings = flags.readOwn(ReplayServices.keys(), System.getenv());
      BacktestRequest request = history.request(List.of(ruleSet), settings);
      Telling telling = new Telling(out, report == null ? null : new ReportMaterial());
      BacktestResult result = Backtest.run(request, telling);
      out.finish();
      writeReport(telling, result, ruleSet);
      spec.commandLine().getOut().println(summary(result, telling, start));
      return CommandLine.ExitCode.OK;
    } finally {
      history.clean();
    }
  }

  private void writeReport(Telling telling, BacktestResult result, List<Rule> ruleSet)
      throws IOException {
    if (report != null && telling.material != null) {
      String title = "Backtest of " + rules.getFileName();
      Path file = HtmlReport.write(report, title, result, ruleSet, telling.material);
      spec.commandLine().getErr().println("report: " + file);
    }
  }

  private static String summary(BacktestResult result, Telling telling, long start) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "posts=%d rejected=%d revisions=%d mentions=%d events=%d",
            result.posts(),
            result.rejected(),
            result.revisions(),
            result.mentions().get(0),
            telling.events));
    for (AlertEvent.Type type : AlertEvent.Type.values()) {
      String name = type.name().toLowerCase(Locale.ROOT);
      line.append(String.format(Locale.ROOT, " %s=%d", name, telling.of(type)));
    }
    line.append(
        String.format(
            Locale.ROOT,
            " first=%s end=%s sorted=%s seconds=%.1f",
            result.first(),
            result.end(),
            result.sorted(),
            (System.nanoTime() - start) / 1e9));
    return line.toString();
  }

  /** Passes on what the backtest tells. */
  private final class Telling implements BacktestListener {
    private final AlertsFile out;
    private final @Nullable ReportMaterial material;
    private final Map<AlertEvent.Type, Long> types = new EnumMap<>(AlertEvent.Type.class);
    private long events;
    private long rejections;

    Telling(AlertsFile out, @Nullable ReportMaterial material) {
      this.out = out;
      this.material = material;
    }

    @Override
    public void output(int set, DetectOutput output) throws IOException {
      if (output instanceof AlertEvent event) {
        events++;
        types.merge(event.type(), 1L, Long::sum);
        out.write(event);
      }
      if (material != null) {
        material.add(output);
      }
    }

    @Override
    public void restarted() throws IOException {
      events = 0;
      rejections = 0;
      types.clear();
      out.restart();
      if (material != null) {
        material.clear();
      }
      spec.commandLine().getErr().println("the posts are not in the order of time: sorting them");
    }

    @Override
    public void rejected(String where, String why) {
      rejections++;
      if (rejections <= SHOWN_REJECTIONS) {
        spec.commandLine().getErr().println("rejected: " + where + ": " + why);
      }
    }

    long of(AlertEvent.Type type) {
      return types.getOrDefault(type, 0L);
    }
  }
}
