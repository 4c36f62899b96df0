package io.tocsin.operations.probe;

/** Runs the end-to-end probe as a process. */
public final class ProbeMain {
  private ProbeMain() {}

  /** Blocks until a signal or a failure ends it. */
  public static void main(String[] args) {
    System.exit(ProbeCommand.commandLine().execute(args));
  }
}
