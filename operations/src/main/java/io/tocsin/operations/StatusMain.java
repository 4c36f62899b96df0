package io.tocsin.operations;

/** Tells how a pipeline is. */
public final class StatusMain {

  private StatusMain() {}

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(StatusCommand.commandLine().execute(args));
  }
}
