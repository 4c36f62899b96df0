package io.tocsin.benchmarks.scorecard;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin scorecard}: how good the detector is. */
@Command(
    name = "scorecard",
    description = {
      "Runs the production detector over generated and real series in which it is known what"
          + " happens, beside two familiar rules and the theoretical limit.",
      "Writes scorecard.md, scorecard.json and plots. The same seed and build give the same files."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the spec
final class ScorecardCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  private Path out = Path.of(".");

  @Option(names = "--quick", description = "Little of everything, in a minute: to see it work.")
  private boolean quick;

  @Option(
      names = "--nab",
      paramLabel = "DIR",
      description =
          "Series of the Numenta Anomaly Benchmark with their windows.json; without it,"
              + " ../shared/data/spikes/nab beside the sources where there is such a directory.")
  private @Nullable Path nab;

  @Option(
      names = "--seed",
      defaultValue = "20220224",
      description = "Whence chance comes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "RATE",
      description = "Base rates, mentions an hour, in the place of the usual ones.")
  private @Nullable List<Double> rates;

  @Option(
      names = "--mentions",
      paramLabel = "N",
      description =
          "A cell of false alarms that would take more mentions is run with fewer series; the"
              + " table says so.")
  private @Nullable Long mentions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Cells at once (default: as many as processors). Changes no result.")
  private int threads = Runtime.getRuntime().availableProcessors();

  static CommandLine commandLine() {
    return new CommandLine(new ScorecardCommand());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter terminal = spec.commandLine().getOut();
    Effort effort = effort();
    var run =
        new ScorecardRun(
            effort,
            new Seeds(seed),
            threads,
            part -> {
              terminal.println(part);
              terminal.flush();
            });
    Scorecard card = run.measure(nabSeries(terminal));
    ScorecardFiles.write(card, out);
    terminal.println("written: " + out.resolve("scorecard.md"));
    terminal.flush();
    return 0;
  }

  private Effort effort() {
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    effort = mentions == null ? effort : effort.withMentionsPerCell(mentions);
    if (rates == null) {
      return effort;
    }
    if (rates.stream().anyMatch(rate -> !(rate > 0 && rate <= 100_000))) {
      throw new ParameterException(
          spec.commandLine(), "--rates must be above 0 and at most 100000, not " + rates);
    }
    return effort.withRates(rates);
  }

  private List<NabSeries> nabSeries(PrintWriter terminal) {
    Path home = Path.of(System.getenv().getOrDefault("TOCSIN_HOME", "."));
    Path directory = nab != null ? nab : home.resolve("../shared/data/spikes/nab");
    if (Files.isRegularFile(directory.resolve("windows.json"))) {
      return NabSeries.readAll(directory);
    }
    if (nab != null) {
      throw new ParameterException(
          spec.commandLine(), "--nab: there is no windows.json in " + directory);
    }
    terminal.println("NAB's series are skipped: tell where they are with --nab DIR");
    terminal.flush();
    return List.of();
  }
}
