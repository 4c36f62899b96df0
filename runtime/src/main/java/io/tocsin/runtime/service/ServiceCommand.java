package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ConfigReader;
import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
  private static final String PREFIX = "tocsin.";

  private final ServiceDefinition definition;
  private final Map<String, String> values = new LinkedHashMap<>();

  @Option(names = "--config", paramLabel = "FILE", description = "YAML or properties file.")
  private @Nullable Path file;

  @Option(names = "--print-config", description = "Print the effective configuration and end.")
  private boolean printConfig;

  @Spec private @Nullable CommandSpec spec;

  ServiceCommand(ServiceDefinition definition) {
    this.definition = definition;
  }

  @Option(names = "--namespace", paramLabel = "NAME", description = "tocsin.namespace")
  void namespace(String value) {
    values.put(ShellKeys.NAMESPACE.name(), value);
  }

  @Option(names = "--mode", paramLabel = "live|event", description = "tocsin.mode")
  void mode(String value) {
    values.put(ShellKeys.MODE.name(), value);
  }

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = "tocsin.kafka.bootstrap.servers")
  void bootstrapServers(String value) {
    values.put(ShellKeys.BOOTSTRAP_SERVERS.name(), value);
  }

  @Option(names = "--registry", paramLabel = "URL", description = "tocsin.registry.url")
  void registry(String value) {
    values.put(ShellKeys.REGISTRY_URL.name(), value);
  }

  @Option(names = "--state-dir", paramLabel = "DIR", description = "tocsin.state-dir")
  void stateDir(String value) {
    values.put(ShellKeys.STATE_DIR.name(), value);
  }

  @Option(names = "--threads", paramLabel = "N", description = "tocsin.threads")
  void threads(String value) {
    values.put(ShellKeys.THREADS.name(), value);
  }

  @Option(names = "--http-host", paramLabel = "HOST", description = "tocsin.http.host")
  void httpHost(String value) {
    values.put(ShellKeys.HTTP_HOST.name(), value);
  }

  @Option(names = "--http-port", paramLabel = "PORT", description = "tocsin.http.port")
  void httpPort(String value) {
    values.put(ShellKeys.HTTP_PORT.name(), value);
  }

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any key, with or without tocsin. in front; may be repeated.")
  void set(Map<String, String> pairs) {
    pairs.forEach((key, value) -> values.put(key.startsWith(PREFIX) ? key : PREFIX + key, value));
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
      return new ServiceProcess(definition, config).runToEnd().code();
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
    ConfigReader reader = new ConfigReader(definition.keys());
    Path configured = file == null ? fromEnvironment(environment) : file;
    if (configured != null) {
      reader.file(configured);
    }
    return reader.environment(environment).values("command line", new TreeMap<>(values)).read();
  }

  private static @Nullable Path fromEnvironment(Map<String, String> environment) {
    String name = environment.get("TOCSIN_CONFIG");
    return name == null || name.isBlank() ? null : Path.of(name);
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
