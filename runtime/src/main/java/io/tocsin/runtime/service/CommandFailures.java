package io.tocsin.runtime.service;

import io.tocsin.runtime.config.InvalidConfigException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * How a command ends that fails: what is wrong on the error stream, with a stack trace only where
 * it is a bug of ours, and the {@link ExitCode} that a service would end with.
 */
public final class CommandFailures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    String name = command.getCommandSpec().qualifiedName();
    if (exception instanceof InvalidConfigException) {
      command.getErr().println(name + ": " + exception.getMessage());
      return ExitCode.BAD_CONFIG.code();
    }
    ServiceFailure failure = ServiceFailure.of(exception);
    command.getErr().println(name + ": " + failure.getMessage());
    if (failure.exitCode() == ExitCode.BUG) {
      exception.printStackTrace(command.getErr());
    }
    return failure.exitCode().code();
  }
}
