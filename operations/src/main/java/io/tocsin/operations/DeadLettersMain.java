package io.tocsin.operations;

import picocli.CommandLine;

/** Works with dead letters. */
public final class DeadLettersMain {

  private DeadLettersMain() {}

  /** The command, for those who run it within a process of their own. */
  public static CommandLine command() {
    return DeadLettersCommand.commandLine();
  }

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(command().execute(args));
  }
}
