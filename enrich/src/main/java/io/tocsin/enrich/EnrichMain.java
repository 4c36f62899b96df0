package io.tocsin.enrich;

import io.tocsin.runtime.service.ServiceShell;

/** Runs the enrich service as a process of its own. */
public final class EnrichMain {

  private EnrichMain() {}

  /** Blocks until a signal or a failure ends the service. */
  public static void main(String... args) {
    System.exit(ServiceShell.run(EnrichApp.DEFINITION, args));
  }
}
