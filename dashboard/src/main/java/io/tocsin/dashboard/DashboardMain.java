package io.tocsin.dashboard;

/** Runs the dashboard as a process. */
public final class DashboardMain {
  private DashboardMain() {}

  /** Blocks until a signal or a failure ends it. */
  public static void main(String[] args) {
    System.exit(DashboardCommand.commandLine().execute(args));
  }
}
