package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
import java.util.List;
import java.util.function.Function;

/**
 * What the command line needs to run a service.
 *
 * @param name the service's name, as {@link StreamsApp#name()}
 * @param description one sentence for {@code --help}
 * @param keys the service's own configuration keys, below {@code tocsin.<name>.}
 * @param app makes the application from a validated configuration; exceptions that it throws are
 *     classified like all others
 */
public record ServiceDefinition(
    String name,
    String description,
    List<ConfigKey<?>> keys,
    Function<ServiceConfig, StreamsApp> app) {

  public ServiceDefinition {
    keys = List.copyOf(keys);
  }
}
