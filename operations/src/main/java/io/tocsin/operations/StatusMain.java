package io.tocsin.operations;

import picocli.CommandLine;

/** Tells how a pipeline is. */
public final class StatusMain {

  private StatusMain() {}

  /** The command, for those who run it within a process of their own. */
  public static CommandLine command() {
    return StatusCommand.commandLine();
  }

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(command().execute(args));
  }
}
