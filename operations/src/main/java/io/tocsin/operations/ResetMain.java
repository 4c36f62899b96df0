package io.tocsin.operations;

/** Lets the services of a namespace begin again. */
public final class ResetMain {

  private ResetMain() {}

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(ResetCommand.commandLine(System.in).execute(args));
  }
}
