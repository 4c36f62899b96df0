package io.tocsin.alerts;

import io.tocsin.runtime.service.ServiceShell;

/** Runs the alerts service as a process of its own. */
public final class AlertsMain {

  private AlertsMain() {}

  /** Blocks until a signal or a failure ends the service. */
  public static void main(String[] args) {
    System.exit(ServiceShell.run(AlertsApp.DEFINITION, args));
  }
}
