package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import picocli.CommandLine;

/** Starts services: within a process that has other things to do, or as the whole process. */
public final class ServiceShell {
  private ServiceShell() {}

  /**
   * Starts a service in this process and returns when Kafka Streams was started (it may still
   * rebalance and restore).
   *
   * @throws ServiceFailure if it cannot start; nothing is left behind
   */
  public static RunningService start(StreamsApp app, ServiceConfig config) {
    return ServiceStart.of(app, config);
  }

  /**
   * Runs a service as the command line says and blocks until a signal or a failure ends it.
   *
   * @return the exit code, see {@link ExitCode}
   */
  public static int run(ServiceDefinition definition, String... args) {
    return command(definition).execute(args);
  }

  /** The service as a picocli command, to be a sub-command of a launcher. */
  public static CommandLine command(ServiceDefinition definition) {
    CommandLine command = new CommandLine(new ServiceCommand(definition));
    command.getCommandSpec().usageMessage().description(definition.description());
    command.setCommandName(definition.name());
    return command;
  }

  /** A configuration builder that knows the service's own keys. */
  public static ServiceConfigBuilder config(ServiceDefinition definition) {
    return ServiceConfig.builder(definition.keys());
  }
}
