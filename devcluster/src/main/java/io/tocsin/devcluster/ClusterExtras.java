package io.tocsin.devcluster;

import java.util.List;
import java.util.Map;

/**
 * What a cluster has beyond the plain listener: for tests of secured ones.
 *
 * @param listeners further listeners of the broker
 * @param brokerSettings settings of the broker, by Kafka's names; they beat ours
 * @param registryEnvironment variables for the registry's process, for instance {@code
 *     QUARKUS_HTTP_SSL_PORT}; they beat ours
 */
public record ClusterExtras(
    List<Listener> listeners,
    Map<String, String> brokerSettings,
    Map<String, String> registryEnvironment) {

  /**
   * A listener on a free port.
   *
   * @param name its name, in capitals
   * @param protocol {@code SSL}, {@code SASL_SSL} and so on
   * @param settings its own settings, by the names that follow {@code listener.name.<name>.}
   */
  public record Listener(String name, String protocol, Map<String, String> settings) {
    public Listener {
      settings = Map.copyOf(settings);
    }
  }

  public ClusterExtras {
    listeners = List.copyOf(listeners);
    brokerSettings = Map.copyOf(brokerSettings);
    registryEnvironment = Map.copyOf(registryEnvironment);
  }

  /** Nothing. */
  public static ClusterExtras none() {
    return new ClusterExtras(List.of(), Map.of(), Map.of());
  }
}
