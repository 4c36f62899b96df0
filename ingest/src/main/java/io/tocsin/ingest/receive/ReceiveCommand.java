package io.tocsin.ingest.receive;

import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ProgramFlags;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin receive}: the HTTP door as a process. */
@Command(
    name = ReceiveService.NAME,
    description = {
      "Receives posts over HTTP and sends them to the raw topic.",
      "POST /posts takes one or many, as JSON or NDJSON; PUT and DELETE /posts/SOURCE/ID edit and"
          + " take back. The registry is not asked."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped",
      "1:a bug of ours",
      "2:the configuration or the command line cannot be used",
      "3:broker, topic or port cannot be used"
    })
public final class ReceiveCommand implements Callable<Integer> {
  @Mixin private final ProgramFlags flags = new ProgramFlags();

  private ReceiveCommand() {}

  /** The command, to be executed. */
  public static CommandLine commandLine() {
    return new CommandLine(new ReceiveCommand())
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Option(names = "--host", paramLabel = "HOST", description = "tocsin.receive.host")
  void host(String value) {
    flags.put(ReceiveSettings.HOST, value);
  }

  @Option(names = "--port", paramLabel = "PORT", description = "tocsin.receive.port")
  void port(String value) {
    flags.put(ReceiveSettings.PORT, value);
  }

  @Override
  public Integer call() {
    return flags.run(ReceiveSettings.KEYS, ReceiveService::start);
  }
}
