package io.tocsin.enrich.evaluate;

import io.tocsin.runtime.service.CommandFailures;
import picocli.CommandLine;

/** Annotates posts of a file, or one text. */
public final class EnrichFilesMain {

  private EnrichFilesMain() {}

  static CommandLine commandLine() {
    return new CommandLine(new EnrichFilesCommand())
        .setExecutionExceptionHandler(new CommandFailures());
  }

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }
}
