package io.tocsin.replay;

import io.tocsin.replay.command.ReplayCommand;

/** The process behind {@code tocsin replay}. */
public final class ReplayMain {

  private ReplayMain() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String... args) {
    System.exit(ReplayCommand.commandLine().execute(args));
  }
}
