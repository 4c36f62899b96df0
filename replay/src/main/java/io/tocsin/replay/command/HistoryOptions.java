package io.tocsin.replay.command;

import io.tocsin.alerts.core.Rule;
import io.tocsin.replay.backtest.BacktestRequest;
import io.tocsin.replay.backtest.ServiceSettings;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.runtime.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which posts are gone through, and by which of their times. */
@SuppressWarnings("NullAway.Init")
final class HistoryOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--posts",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Posts as JSON Lines, plain or gzip, in any order; - reads them from the standard input.")
  private @Nullable List<Path> posts;

  @Mixin private PeriodOptions period = new PeriodOptions();

  @Option(
      names = "--no-entities",
      description =
          "Leave out people, organisations, places and countries: faster. Rules by country, place"
              + " or entity then count everything under \"unknown\", and rules on or watching"
              + " entities find nothing.")
  private boolean noEntities;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many work at once (default: the cores); changes nothing in the alerts.")
  private @Nullable Integer threads;

  private final List<Path> spooled = new ArrayList<>();

  /** The files; what comes from the standard input lies in a temporary one until {@link #clean}. */
  private List<Path> files(InputStream standardInput) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path file : checkPosts()) {
      files.add(file.toString().equals("-") ? spool(standardInput) : file);
    }
    return files;
  }

  /**
   * The posts as they are named.
   *
   * @throws ParameterException when none are
   */
  List<Path> checkPosts() {
    if (posts == null) {
      throw wrong("--posts is missing, expected files of posts, or - for the standard input");
    }
    return posts;
  }

  private Path spool(InputStream standardInput) throws IOException {
    if (!spooled.isEmpty()) {
      throw wrong("--posts names - twice, expected it at most once");
    }
    Path file = Files.createTempFile("tocsin-posts", ".jsonl");
    spooled.add(file);
    Files.copy(standardInput, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  /** Removes what was put aside. */
  void clean() throws IOException {
    for (Path file : spooled) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * What is to be gone through; the files are gone after {@link #clean}.
   *
   * @param settings what the services are configured with; what of it is no default is told
   */
  BacktestRequest request(List<List<Rule>> ruleSets, Settings settings) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    settings.all().stream()
        .filter(value -> !value.isDefault())
        .forEach(value -> err.println("as configured: " + value.maskedLine()));
    return new BacktestRequest(
        files(System.in),
        period.reading(),
        ruleSets,
        !noEntities,
        threads(),
        ServiceSettings.of(settings));
  }

  private int threads() {
    int chosen = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (chosen < 1 || chosen > 256) {
      throw wrong("--threads is " + chosen + ", expected a whole number from 1 to 256");
    }
    return chosen;
  }

  /** From when to when. */
  TimeRange range() {
    return period.range();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
