package io.tocsin.runtime.service;

import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of a service: flags beat the environment, which beats the file. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped",
      "1:a bug of ours: the topology died",
      "2:the configuration or the command line cannot be used",
      "3:broker, registry, topics, port or disk cannot be used"
    })
final class ServiceCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServiceCommand.class);

  private final ServiceDefinition definition;

  @Mixin private final NamespaceFlags flags = new NamespaceFlags();

  @Option(names = "--print-config", description = "Print the effective configuration and end.")
  private boolean printConfig;

  @Spec private @Nullable CommandSpec spec;

  ServiceCommand(ServiceDefinition definition) {
    this.definition = definition;
  }

  @Option(names = "--state-dir", paramLabel = "DIR", description = "tocsin.state-dir")
  void stateDir(String value) {
    flags.put(ShellKeys.STATE_DIR, value);
  }

  @Option(names = "--threads", paramLabel = "N", description = "tocsin.threads")
  void threads(String value) {
    flags.put(ShellKeys.THREADS, value);
  }

  @Option(names = "--http-host", paramLabel = "HOST", description = "tocsin.http.host")
  void httpHost(String value) {
    flags.put(ShellKeys.HTTP_HOST, value);
  }

  @Option(names = "--http-port", paramLabel = "PORT", description = "tocsin.http.port")
  void httpPort(String value) {
    flags.put(ShellKeys.HTTP_PORT, value);
  }

  @Override
  public Integer call() {
    try {
      ServiceConfig config = read(System.getenv());
      if (printConfig) {
        out().print(config.settings().masked());
        out().flush();
        return ExitCode.STOPPED.code();
      }
      return ForegroundProcess.runToEnd(
              definition.name(), () -> ServiceShell.start(definition.app().apply(config), config))
          .code();
    } catch (InvalidConfigException invalid) {
      err().println(definition.name() + ": " + invalid.getMessage());
      return ExitCode.BAD_CONFIG.code();
    } catch (RuntimeException exception) {
      ServiceFailure failure = ServiceFailure.of(exception);
      log.atError()
          .addKeyValue("service", definition.name())
          .addKeyValue("exit", failure.exitCode().code())
          .setCause(failure.exitCode() == ExitCode.BUG ? exception : null)
          .log(failure.getMessage());
      return failure.exitCode().code();
    }
  }

  ServiceConfig read(Map<String, String> environment) {
    return flags.read(definition.keys(), environment);
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  private PrintWriter err() {
    return commandLine().getErr();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return spec.commandLine();
  }
}
