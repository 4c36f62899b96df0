package io.tocsin.operations;

import io.tocsin.runtime.service.CommandFailures;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tocsin dead-letters}: what the services could not take, and the way back. */
@Command(
    name = "dead-letters",
    description =
        "Lists, shows and counts the records that the services could not take, and sends them back.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; redrive: all that was chosen is sent back, or was before, or would be",
      "1:no such letter (show); something that was chosen was not sent back (redrive)",
      "2:the configuration or the command line cannot be used",
      "3:the broker cannot be reached or refuses, or another redrive has begun"
    })
final class DeadLettersCommand {

  private DeadLettersCommand() {}

  static CommandLine commandLine() {
    return commandLine(InstantSource.system());
  }

  static CommandLine commandLine(InstantSource clock) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new ListLettersCommand(clock))
        .addSubcommand(new ShowLetterCommand())
        .addSubcommand(new LetterStatsCommand(clock))
        .addSubcommand(new RedriveCommand(clock))
        .setExecutionExceptionHandler(new CommandFailures());
  }
}
