package io.tocsin.quickstart;

import picocli.CommandLine;

/** Starts {@link QuickstartCommand} as a process. */
public final class QuickstartMain {

  private QuickstartMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new QuickstartCommand()).execute(args));
  }
}
