package io.tocsin.replay.command;

import io.tocsin.alerts.core.Rule;
import io.tocsin.replay.backtest.Backtest;
import io.tocsin.replay.diff.AlertDiff;
import io.tocsin.replay.diff.DiffText;
import io.tocsin.replay.diff.Episode;
import io.tocsin.replay.diff.Episodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * {@code tocsin diff}: the alerts of two sets of rules over the same posts, of one and a recording,
 * or of two recordings.
 */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares alerts and tells which are added, lost, moved or altered, and why: of two sets of"
          + " rules that go through the same posts; of one set and alerts that a backtest has"
          + " written or that lie on the alert topic of a cluster; or of two such recordings, without"
          + " rules and posts.",
      "Prints Markdown, or JSON with --format json."
    },
    exitCodeListHeading = HistoryFailures.EXIT_CODES,
    exitCodeList = {
      "0:all alerts are the same",
      HistoryFailures.ON_THE_WAY,
      HistoryFailures.UNUSABLE,
      HistoryFailures.WORLD_BROKEN,
      "4:there are differences"
    })
@SuppressWarnings("NullAway.Init")
public final class DiffCommand implements Callable<Integer> {

  private static final int DIFFERENT = 4;
  private static final int BOTH = 2;

  /** What says how posts are gone through, which nobody does with two recordings. */
  private static final List<String> OF_A_RUN =
      List.of("--rules", "--posts", "--as-of", "--no-entities", "--threads");

  @Spec private CommandSpec spec;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rules (YAML): the old and then the new; with one --alerts the new only.")
  private List<Path> rules = new ArrayList<>();

  @Mixin private HistoryOptions history = new HistoryOptions();
  @Mixin private RecordedOptions recorded = new RecordedOptions();

  @Option(
      names = "--format",
      defaultValue = "markdown",
      paramLabel = "markdown|json",
      description = "What is written (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(names = "--out", paramLabel = "FILE", description = "Write it there (default: print).")
  private @Nullable Path out;

  /** The command, with the way in which it fails. */
  public static CommandLine commandLine() {
    return new CommandLine(new DiffCommand()).setExecutionExceptionHandler(new HistoryFailures());
  }

  @Override
  public Integer call() throws IOException {
    check();
    AlertDiff diff = recorded.sides() == BOTH ? ofRecordings() : ofRules();
    write(format.equals("json") ? DiffText.json(diff) : DiffText.markdown(diff));
    return diff.isEmpty() ? CommandLine.ExitCode.OK : DIFFERENT;
  }

  private AlertDiff ofRecordings() throws IOException {
    return AlertDiff.ofRecordings(
        recorded.read(0, history.range()), recorded.read(1, history.range()));
  }

  private AlertDiff ofRules() throws IOException {
    boolean hasOld = recorded.sides() == 0;
    List<Rule> newRules = RuleSetFile.read(spec.commandLine(), rules.get(rules.size() - 1));
    List<Rule> oldRules = hasOld ? RuleSetFile.read(spec.commandLine(), rules.get(0)) : List.of();
    List<Episode> before = hasOld ? List.of() : recorded.read(0, history.range());
    Episodes episodes = gone(oldRules, newRules);
    return hasOld
        ? AlertDiff.of(episodes.of(0), episodes.of(1), oldRules, newRules)
        : AlertDiff.of(before, episodes.of(1), null, newRules);
  }

  /** What both sets of rules give. */
  private Episodes gone(List<Rule> oldRules, List<Rule> newRules) throws IOException {
    Episodes episodes = new Episodes();
    try {
      Backtest.run(
          history.request(List.of(oldRules, newRules), recorded.cluster().serviceSettings()),
          episodes);
    } finally {
      history.clean();
    }
    return episodes;
  }

  private void check() {
    recorded.check();
    if (!format.equals("markdown") && !format.equals("json")) {
      throw wrong("--format is " + format + ", expected markdown or json");
    }
    if (recorded.sides() == BOTH) {
      OF_A_RUN.stream().filter(this::isGiven).findFirst().ifPresent(this::refuse);
    } else {
      checkRules();
      history.checkPosts();
    }
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private void refuse(String option) {
    throw wrong(
        option
            + " is given, expected none beside two --alerts: recordings are compared as they are");
  }

  private void checkRules() {
    boolean hasOld = recorded.sides() == 0;
    if (rules.size() != (hasOld ? BOTH : 1)) {
      throw wrong(
          "--rules is given %d times, expected %s"
              .formatted(
                  rules.size(),
                  hasOld
                      ? "twice: the old and then the new; or else --alerts in the place of the old,"
                          + " or twice in the place of both"
                      : "once beside one --alerts; or else another --alerts to compare with"));
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
