package io.tocsin.deliver;

/** Runs delivery as a process. */
public final class DeliverMain {
  private DeliverMain() {}

  /** Blocks until a signal or a failure ends it. */
  public static void main(String[] args) {
    System.exit(DeliverCommand.commandLine().execute(args));
  }
}
