package io.tocsin.operations;

import java.io.InputStream;
import picocli.CommandLine;

/** Lets the services of a namespace begin again. */
public final class ResetMain {

  private ResetMain() {}

  /**
   * The command, for those who run it within a process of their own.
   *
   * @param answers what is typed when it asks
   */
  public static CommandLine command(InputStream answers) {
    return ResetCommand.commandLine(answers);
  }

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(command(System.in).execute(args));
  }
}
