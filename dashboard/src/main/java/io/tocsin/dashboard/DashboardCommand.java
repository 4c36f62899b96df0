package io.tocsin.dashboard;

import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ProgramFlags;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin dashboard}: the live page and its API as a process. */
@Command(
    name = DashboardService.NAME,
    description = {
      "Serves a page of the alerts that updates itself, and the API behind it.",
      "It reads the alerts of a namespace and of its replays, and its rules; it writes nothing but"
          + " rules, and those only for whoever shows a token."
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
final class DashboardCommand implements Callable<Integer> {
  @Mixin private final ProgramFlags flags = new ProgramFlags();

  private DashboardCommand() {}

  static CommandLine commandLine() {
    return new CommandLine(new DashboardCommand())
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Option(names = "--host", paramLabel = "HOST", description = "tocsin.dashboard.host")
  void host(String value) {
    flags.put(DashboardSettings.HOST, value);
  }

  @Option(names = "--port", paramLabel = "PORT", description = "tocsin.dashboard.port")
  void port(String value) {
    flags.put(DashboardSettings.PORT, value);
  }

  @Option(
      names = "--also",
      paramLabel = "NAME,…",
      description = "tocsin.dashboard.namespaces: replays that are shown too; replay-* for all")
  void namespaces(String value) {
    flags.put(DashboardSettings.NAMESPACES, value);
  }

  @Override
  public Integer call() {
    return flags.run(DashboardSettings.KEYS, DashboardService::start);
  }
}
