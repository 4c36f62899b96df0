package io.tocsin.operations.probe;

import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ProgramFlags;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tocsin probe}: shows that the pipeline works, also when no news comes, as a process. */
@Command(
    name = ProbeService.NAME,
    description = {
      "Sends a post of its own to the raw topic again and again and waits until it is read"
          + " enriched: its metrics tell how long that takes, and whether posts are lost.",
      "Its posts count nowhere: they ring no alert and belong to no source."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped",
      "1:a bug of ours",
      "2:the configuration or the command line cannot be used",
      "3:broker, rights or port cannot be used"
    })
final class ProbeCommand implements Callable<Integer> {
  @Mixin private final ProgramFlags flags = new ProgramFlags();

  private ProbeCommand() {}

  static CommandLine commandLine() {
    return new CommandLine(new ProbeCommand()).setExecutionExceptionHandler(new CommandFailures());
  }

  @Override
  public Integer call() {
    return flags.run(ProbeSettings.KEYS, ProbeService::start);
  }
}
