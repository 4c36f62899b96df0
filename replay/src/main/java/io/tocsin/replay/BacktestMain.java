package io.tocsin.replay;

import io.tocsin.replay.command.BacktestCommand;

/** The process behind {@code tocsin backtest}. */
public final class BacktestMain {

  private BacktestMain() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String... args) {
    System.exit(BacktestCommand.commandLine().execute(args));
  }
}
