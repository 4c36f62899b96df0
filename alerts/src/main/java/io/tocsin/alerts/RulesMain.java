package io.tocsin.alerts;

/** Validates, applies and lists alert rules. */
public final class RulesMain {

  private RulesMain() {}

  /** Ends with the exit code of the sub-command. */
  public static void main(String[] args) {
    System.exit(RulesCommand.commandLine().execute(args));
  }
}
