package io.tocsin.deliver;

import io.tocsin.deliver.core.ReceiverList;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.ProgramFlags;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin deliver}: brings alert events to receivers, as a process. */
@Command(
    name = DeliverService.NAME,
    description = {
      "Brings alert events to Alertmanagers and webhooks, each at least once.",
      "How far each receiver is stands in a consumer group of its own, NAMESPACE-deliver-RECEIVER."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped",
      "1:a bug of ours",
      "2:the list of receivers, the configuration or the command line cannot be used",
      "3:broker, rights, topic or port cannot be used"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec
final class DeliverCommand implements Callable<Integer> {
  @Mixin private final ProgramFlags flags = new ProgramFlags();

  @Option(names = "--check", description = "Only tell what is wrong with the list.")
  private boolean check;

  @Spec private CommandSpec spec;

  private @Nullable Path receivers;

  private DeliverCommand() {}

  static CommandLine commandLine() {
    return new CommandLine(new DeliverCommand())
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Option(
      names = "--receivers",
      paramLabel = "FILE",
      description = "The list of receivers, in YAML; tocsin.deliver.receivers.")
  void receivers(Path file) {
    receivers = file;
    flags.put(DeliverSettings.RECEIVERS, file.toString());
  }

  @Override
  public Integer call() {
    if (check) {
      if (receivers == null) {
        throw ReceiversFile.missing();
      }
      return check(receivers);
    }
    return flags.run(DeliverSettings.KEYS, config -> DeliverService.start(config, System.getenv()));
  }

  private int check(Path file) {
    ReceiverList list = ReceiversFile.read(file);
    list.problems().forEach(problem -> spec.commandLine().getErr().println(file + ": " + problem));
    if (!list.problems().isEmpty()) {
      return ExitCode.BAD_CONFIG.code();
    }
    spec.commandLine()
        .getOut()
        .println(file + ": " + list.receivers().size() + " receivers, no problems");
    return ExitCode.STOPPED.code();
  }
}
