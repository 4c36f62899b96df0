package io.tocsin.benchmarks.scorecard;

/** Measures how good the detector is. */
public final class ScorecardMain {

  private ScorecardMain() {}

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(ScorecardCommand.commandLine().execute(args));
  }
}
