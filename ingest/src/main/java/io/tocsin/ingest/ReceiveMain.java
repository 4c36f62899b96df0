package io.tocsin.ingest;

import io.tocsin.ingest.receive.ReceiveCommand;

/** Runs the HTTP door as a process. */
public final class ReceiveMain {
  private ReceiveMain() {}

  /** Blocks until a signal or a failure ends it. */
  public static void main(String[] args) {
    System.exit(ReceiveCommand.commandLine().execute(args));
  }
}
