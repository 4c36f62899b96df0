package io.tocsin.replay.command;

import io.tocsin.alerts.core.Rule;
import io.tocsin.replay.AlertTopic;
import io.tocsin.replay.backtest.Backtest;
import io.tocsin.replay.backtest.BacktestRequest;
import io.tocsin.replay.diff.AlertDiff;
import io.tocsin.replay.diff.DiffText;
import io.tocsin.replay.diff.Episode;
import io.tocsin.replay.diff.Episodes;
import io.tocsin.replay.diff.RecordedAlerts;
import io.tocsin.schemas.Party;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin diff}: the alerts of two sets of rules over the same posts, or of one and a
 * recording.
 */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes two sets of rules through the same posts, or one against alerts that a backtest has"
          + " written or that lie on the alert topic of a cluster, and tells which alerts are added,"
          + " lost, moved or altered, and why.",
      "Prints Markdown, or JSON with --format json."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all alerts are the same",
      "1:failed on the way",
      "2:the command line, the rules, the posts or the alerts cannot be used",
      "3:a file cannot be read or written, or the cluster cannot be asked",
      "4:there are differences"
    })
@SuppressWarnings("NullAway.Init")
public final class DiffCommand implements Callable<Integer> {

  private static final int DIFFERENT = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description = "Rules (YAML): the old and then the new; with --alerts the new only.")
  private List<Path> rules;

  @Mixin private HistoryOptions history = new HistoryOptions();

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = {
        "Alerts of the old rules, in the place of old rules: as backtest writes them, or",
        "topic:alerts, those of a cluster that opened from --from to --to."
      })
  private @Nullable String alerts;

  @Option(
      names = "--of",
      defaultValue = "news",
      paramLabel = "NAMESPACE",
      description = "Whose alerts topic:alerts are (default: ${DEFAULT-VALUE}).")
  private String namespace;

  @Option(
      names = "--format",
      defaultValue = "markdown",
      paramLabel = "markdown|json",
      description = "What is written (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(names = "--out", paramLabel = "FILE", description = "Write it there (default: print).")
  private @Nullable Path out;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  /** The command, with the way in which it fails. */
  public static CommandLine commandLine() {
    return new CommandLine(new DiffCommand()).setExecutionExceptionHandler(new HistoryFailures());
  }

  @Override
  public Integer call() throws IOException {
    AlertDiff diff = compare();
    write(format.equals("json") ? DiffText.json(diff) : DiffText.markdown(diff));
    return diff.isEmpty() ? CommandLine.ExitCode.OK : DIFFERENT;
  }

  private AlertDiff compare() throws IOException {
    check();
    List<Rule> newRules = RuleSetFile.read(spec.commandLine(), rules.get(rules.size() - 1));
    List<Rule> oldRules =
        alerts == null ? RuleSetFile.read(spec.commandLine(), rules.get(0)) : List.of();
    List<Episode> recorded = alerts == null ? List.of() : recorded(alerts);
    Episodes episodes = new Episodes();
    try {
      Backtest.run(
          new BacktestRequest(
              history.files(System.in),
              history.reading(),
              List.of(oldRules, newRules),
              history.entities(),
              history.threads()),
          episodes);
    } finally {
      history.clean();
    }
    return alerts == null
        ? AlertDiff.of(episodes.of(0), episodes.of(1), oldRules, newRules)
        : AlertDiff.of(recorded, episodes.of(1), null, newRules);
  }

  private List<Episode> recorded(String where) throws IOException {
    if (!where.startsWith(ClusterOptions.TOPIC)) {
      return RecordedAlerts.read(Path.of(where));
    }
    if (!where.equals(ClusterOptions.TOPIC + "alerts")) {
      throw wrong("--alerts is " + where + ", expected a file or topic:alerts");
    }
    return AlertTopic.read(
        cluster.recorded(namespace, Party.DIFF_ALERTS), history.range(), cluster::consumer);
  }

  private void check() {
    int expected = alerts == null ? 2 : 1;
    if (rules.size() != expected) {
      throw wrong(
          "--rules is given %d times, expected %s"
              .formatted(
                  rules.size(),
                  alerts == null ? "twice: the old and then the new" : "once beside --alerts"));
    }
    if (!format.equals("markdown") && !format.equals("json")) {
      throw wrong("--format is " + format + ", expected markdown or json");
    }
  }

  private void write(String text) throws IOException {
    if (out == null) {
      spec.commandLine().getOut().println(text);
    } else {
      Files.writeString(out, text + "\n", StandardCharsets.UTF_8);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
