package io.tocsin.operations;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.NamespaceFlags;
import io.tocsin.runtime.service.RegistryAnswer;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.schemas.RegisteredSchemas;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.schemas.SubjectState;
import io.tocsin.schemas.SubjectState.Fit;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin schemas}: the schemas of a namespace in the registry. */
@Command(
    name = "schemas",
    description = "Registers and checks the schemas of a namespace.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all are registered, with the right level",
      "1:a schema is missing, does not fit or has another level",
      "2:the configuration or the command line cannot be used",
      "3:the registry cannot be asked"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec
final class SchemasCommand {
  private static final int FINE = 0;
  private static final int MISMATCH = 1;

  @Spec private CommandSpec spec;

  static CommandLine commandLine() {
    return new CommandLine(new SchemasCommand())
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Registers all schemas under their subjects and sets FULL_TRANSITIVE on each.",
        "What contradicts the registry is left alone and told. It may be repeated at any time."
      })
  int register(@Mixin NamespaceFlags place) {
    ServiceConfig config = place.read();
    List<SubjectState> before = each(config, RegisteredSchemas::register);
    before.stream()
        .filter(state -> !state.isFine() && state.fit() != Fit.INCOMPATIBLE)
        .forEach(state -> out().println("registered  " + state.subject()));
    return report(config, each(config, RegisteredSchemas::state));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Compares what the registry holds with the schemas of this build.")
  int check(
      @Mixin NamespaceFlags place,
      @Option(names = "--json", description = "Answer in JSON.") boolean json) {
    ServiceConfig config = place.read();
    List<SubjectState> states = each(config, RegisteredSchemas::state);
    if (!json) {
      return report(config, states);
    }
    Map<String, Object> answer = new TreeMap<>();
    answer.put("namespace", config.namespace());
    answer.put("subjects", states);
    print(JsonOutput.of(answer) + "\n");
    return exitCode(states);
  }

  private static List<SubjectState> each(ServiceConfig config, Question question) {
    RegistryAnswer.require(config);
    RegisteredSchemas registry =
        RegisteredSchemas.connect(config.registryUrl().toString(), config.registry());
    try {
      return Catalogue.of(config).schemas().entrySet().stream()
          .map(schema -> question.ask(registry, schema.getKey(), schema.getValue()))
          .toList();
    } catch (RegistryUnavailableException outage) {
      throw new ServiceFailure(ExitCode.WORLD_BROKEN, String.valueOf(outage.getMessage()), outage);
    }
  }

  /** What is asked of each subject. */
  private interface Question {
    SubjectState ask(RegisteredSchemas registry, String subject, Schema ours);
  }

  private int report(ServiceConfig config, List<SubjectState> states) {
    TextTable table = new TextTable("subject", "record", "ours is", "latest version", "level");
    states.forEach(
        state ->
            table.row(
                state.subject(),
                state.record(),
                state.fit().name().toLowerCase(Locale.ROOT),
                state.latestVersion() == 0 ? "-" : state.latestVersion(),
                level(state)));
    print(table.toString());
    states.forEach(
        state ->
            state
                .conflicts()
                .forEach(conflict -> print("wrong  " + state.subject() + " " + conflict + "\n")));
    print(
        "%s: %d subjects, %d not as they should be%n"
            .formatted(
                config.namespace(),
                states.size(),
                states.stream().filter(state -> !state.isFine()).count()));
    return exitCode(states);
  }

  private static String level(SubjectState state) {
    if (state.fit() == Fit.MISSING) {
      return "-";
    }
    String level = state.level().isEmpty() ? "none set" : state.level();
    return state.hasRightLevel() ? level : level + ", expected FULL_TRANSITIVE";
  }

  private static int exitCode(List<SubjectState> states) {
    return states.stream().allMatch(SubjectState::isFine) ? FINE : MISMATCH;
  }

  private void print(String text) {
    PrintWriter out = out();
    out.print(text);
    out.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
