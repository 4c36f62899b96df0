package io.tocsin.replay;

import io.tocsin.replay.command.DiffCommand;
import picocli.CommandLine;

/** The process behind {@code tocsin diff}. */
public final class DiffMain {

  private DiffMain() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String... args) {
    System.exit(new CommandLine(new DiffCommand()).execute(args));
  }
}
