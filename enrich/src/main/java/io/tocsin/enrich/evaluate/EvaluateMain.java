package io.tocsin.enrich.evaluate;

import io.tocsin.runtime.service.CommandFailures;
import picocli.CommandLine;

/** Measures how good the annotators are. */
public final class EvaluateMain {

  private EvaluateMain() {}

  static CommandLine commandLine() {
    return EvaluateEntitiesCommand.commandLine()
        .addSubcommand(new EvaluateTopicsCommand())
        .addSubcommand(new EvaluateStoriesCommand())
        .setExecutionExceptionHandler(new CommandFailures());
  }

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }
}
