package io.tocsin.runtime.service;

import io.tocsin.runtime.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
    if (exception instanceof IOException broken) {
      command.getErr().println(name + ": " + message(broken));
      return ExitCode.WORLD_BROKEN.code();
    }
    ServiceFailure failure = ServiceFailure.of(exception);
    command.getErr().println(name + ": " + failure.getMessage());
    if (failure.exitCode() == ExitCode.BUG) {
      exception.printStackTrace(command.getErr());
    }
    return failure.exitCode().code();
  }

  private static String message(IOException broken) {
    if (broken instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    } else if (broken instanceof AccessDeniedException denied) {
      return denied.getFile() + ": access denied";
    } else if (broken instanceof FileSystemException unfit && unfit.getReason() != null) {
      return String.valueOf(unfit.getMessage());
    }
    return broken.getClass().getSimpleName() + ": " + broken.getMessage();
  }
}
