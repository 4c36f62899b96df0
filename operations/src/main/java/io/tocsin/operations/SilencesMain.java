package io.tocsin.operations;

import picocli.CommandLine;

/** Works with silences. */
public final class SilencesMain {

  private SilencesMain() {}

  /** The command, for those who run it within a process of their own. */
  public static CommandLine command() {
    return SilencesCommand.commandLine();
  }

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(command().execute(args));
  }
}
