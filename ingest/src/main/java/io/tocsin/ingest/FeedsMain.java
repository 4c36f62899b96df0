package io.tocsin.ingest;

import io.tocsin.ingest.feed.FeedsCommand;

/** Runs the door of feeds as a process. */
public final class FeedsMain {
  private FeedsMain() {}

  /** Blocks until a signal or a failure ends it, or what was asked is done. */
  public static void main(String[] args) {
    System.exit(FeedsCommand.commandLine().execute(args));
  }
}
