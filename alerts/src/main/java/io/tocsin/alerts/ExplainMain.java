package io.tocsin.alerts;

/** Explains an alert. */
public final class ExplainMain {

  private ExplainMain() {}

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(ExplainCommand.commandLine().execute(args));
  }
}
