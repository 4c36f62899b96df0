package io.tocsin.ingest;

import io.tocsin.runtime.service.ServiceShell;

/** Runs ingest as a process. */
public final class IngestMain {
  private IngestMain() {}

  /** Blocks until a signal or a failure ends it. */
  public static void main(String[] args) {
    System.exit(ServiceShell.run(IngestApp.DEFINITION, args));
  }
}
