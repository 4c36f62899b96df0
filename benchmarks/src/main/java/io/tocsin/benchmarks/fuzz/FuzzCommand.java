package io.tocsin.benchmarks.fuzz;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of a fuzz run; ends with 1 where an input was lost or a post is not sound. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = "Sends records that nobody should send through ingest's topology.")
final class FuzzCommand implements Callable<Integer> {
  private static final int BATCH = 1_000;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--inputs", defaultValue = "1000000", description = "default: ${DEFAULT-VALUE}")
  private int inputs;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--state", defaultValue = "target/fuzz", description = "directory of the stores")
  private Path state = Path.of("target/fuzz");

  @Override
  public Integer call() {
    if (inputs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--inputs: " + inputs + "; expected 1 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (FuzzRun run = new FuzzRun(seed, state)) {
      for (int from = 0; from < inputs && run.isSound(); from += BATCH) {
        run.send(from, Math.min(inputs, from + BATCH));
      }
      out.println(run.report());
      out.flush();
      return run.isSound() ? 0 : 1;
    }
  }
}
