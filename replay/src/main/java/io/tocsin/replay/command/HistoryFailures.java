package io.tocsin.replay.command;

import io.tocsin.replay.ReplayException;
import io.tocsin.replay.backtest.BacktestException;
import io.tocsin.replay.core.HistoryException;
import io.tocsin.runtime.service.CommandFailures;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * How the commands of history end that fail: 1 on the way, 2 when what they were given cannot be
 * used, 3 when a file, the broker or the registry cannot be used.
 */
final class HistoryFailures implements IExecutionExceptionHandler {

  /** What stands above the exit codes of a command of history. */
  static final String EXIT_CODES = "%nExit codes:%n";

  static final String ON_THE_WAY = "1:failed on the way";
  static final String UNUSABLE =
      "2:the command line, the configuration or what they name cannot be used";
  static final String WORLD_BROKEN =
      "3:a file cannot be read or written, or the broker or the registry cannot be used";

  private static final CommandFailures OTHERS = new CommandFailures();

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    if (exception instanceof HistoryException) {
      return failed(command, String.valueOf(exception.getMessage()), CommandLine.ExitCode.USAGE);
    }
    if (exception instanceof ReplayException || exception instanceof BacktestException) {
      return failed(command, String.valueOf(exception.getMessage()), CommandLine.ExitCode.SOFTWARE);
    }
    return OTHERS.handleExecutionException(exception, command, parsed);
  }

  private static int failed(CommandLine command, String message, int exitCode) {
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message);
    return exitCode;
  }
}
