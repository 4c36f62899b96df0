package io.tocsin.replay;

import io.tocsin.replay.command.DiffCommand;

/** The process behind {@code tocsin diff}. */
public final class DiffMain {

  private DiffMain() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String... args) {
    System.exit(DiffCommand.commandLine().execute(args));
  }
}
