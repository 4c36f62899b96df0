package io.tocsin.benchmarks.fuzz;

import picocli.CommandLine;

/** Sends bad records through ingest and looks for each of them again. */
public final class FuzzMain {

  private FuzzMain() {}

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FuzzCommand()).execute(args));
  }
}
