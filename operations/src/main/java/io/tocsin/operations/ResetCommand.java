package io.tocsin.operations;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.LocalState;
import io.tocsin.runtime.service.NamespaceFlags;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin reset}: tells what it will delete, asks, and does it. */
@Command(
    name = "reset",
    description = {
      "Lets the service alerts, or all services, of a namespace begin again: deletes internal"
          + " topics, offsets and local state, and what was made from them.",
      "Tells first what goes and what stays, and asks. All instances must be stopped; a reset that"
          + " was interrupted is finished by running it again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:not confirmed, nothing was deleted",
      "2:the configuration or the command line cannot be used, or a reset of that would be wrong",
      "3:instances are alive, or the broker cannot be reached or refuses"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ResetCommand implements Callable<Integer> {
  private static final int NOT_CONFIRMED = 1;

  private final BufferedReader answers;

  @Spec private CommandSpec spec;
  @Mixin private NamespaceFlags namespace = new NamespaceFlags();

  @Parameters(paramLabel = "SERVICE", description = "alerts, or all for the whole namespace.")
  private String service;

  @Option(
      names = "--from",
      paramLabel = "earliest|latest",
      description = "Where to begin to read: with the oldest record, or with what comes now.")
  private ResetPlan.From from = ResetPlan.From.EARLIEST;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Tell what would be deleted and end.")
  private boolean dryRun;

  @Option(
      names = "--local",
      description = "Delete the local state of this host alone, as on each host after a reset.")
  private boolean local;

  @Option(names = "--state-dir", paramLabel = "DIR", description = "tocsin.state-dir")
  void stateDir(String value) {
    namespace.put(ShellKeys.STATE_DIR, value);
  }

  private ResetCommand(BufferedReader answers) {
    this.answers = answers;
  }

  static CommandLine commandLine(InputStream answers) {
    return new CommandLine(
            new ResetCommand(
                new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8))))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Override
  public Integer call() throws IOException {
    ResetTarget target =
        ResetTarget.of(service)
            .orElseThrow(
                () -> new ParameterException(spec.commandLine(), ResetTarget.refusal(service)));
    ServiceConfig config = namespace.read();
    return local ? deleteLocal(target, config) : reset(target, config);
  }

  private int deleteLocal(ResetTarget target, ServiceConfig config) {
    for (String each : target.services()) {
      LocalState state = LocalState.of(config, each);
      boolean was = state.exists();
      state.delete();
      say((was ? "deleted local state " : "no local state in ") + state.directory());
    }
    return ExitCode.STOPPED.code();
  }

  private int reset(ResetTarget target, ServiceConfig config) throws IOException {
    Topics catalogue = Catalogue.of(config);
    ResetPlan plan = ask(config, catalogue, reset -> reset.plan(target, from));
    say(plan.text().stripTrailing());
    if (dryRun) {
      return ExitCode.STOPPED.code();
    }
    if (!yes && !confirmed(config.namespace())) {
      say("not confirmed, nothing was deleted");
      return NOT_CONFIRMED;
    }
    ask(
        config,
        catalogue,
        reset -> {
          reset.run(plan);
          return plan;
        });
    say("done");
    return ExitCode.STOPPED.code();
  }

  private <T> T ask(ServiceConfig config, Topics catalogue, Function<Reset, T> question) {
    return ClusterAdmin.ask(
        config, "reset", admin -> question.apply(new Reset(admin, catalogue, this::say)));
  }

  private boolean confirmed(String name) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print("Type the name of the namespace to go on: ");
    out.flush();
    return name.equals(answers.readLine());
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
