package io.tocsin.replay;

import io.tocsin.replay.command.ImportCommand;
import picocli.CommandLine;

/** The process behind {@code tocsin import}. */
public final class ImportMain {

  private ImportMain() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String... args) {
    System.exit(new CommandLine(new ImportCommand()).execute(args));
  }
}
