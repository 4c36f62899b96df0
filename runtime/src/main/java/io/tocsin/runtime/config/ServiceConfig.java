package io.tocsin.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The validated configuration of one service.
 *
 * @param namespace first part of all topic names and consumer groups
 * @param mode whose time the namespace runs on
 * @param kafka settings for every Kafka client, {@code bootstrap.servers} among them
 * @param registryUrl the schema registry's Confluent API
 * @param registry further settings of the registry's client: authentication, TLS
 * @param streams settings for Kafka Streams; they beat those of the shell
 * @param stateDir directory of the local state
 * @param threads stream threads of this instance
 * @param http where the endpoint is served
 * @param topics how topics are created
 * @param startupTimeout how long the start waits for brokers, topics and registry
 * @param settings all effective values, the service's own keys among them
 */
public record ServiceConfig(
    String namespace,
    Mode mode,
    Map<String, String> kafka,
    URI registryUrl,
    Map<String, String> registry,
    Map<String, String> streams,
    Path stateDir,
    int threads,
    Http http,
    Topics topics,
    Duration startupTimeout,
    Settings settings) {

  /** Where the endpoint is served; port 0 takes any free one. */
  public record Http(String host, int port) {}

  /**
   * How topics are created.
   *
   * @param provision whether missing ones are created at all
   * @param partitions partitions of a topic that does not say how many it wants
   * @param replication replicas of such a topic; -1 for the broker's default
   */
  public record Topics(boolean provision, int partitions, short replication) {}

  public ServiceConfig {
    kafka = Map.copyOf(kafka);
    registry = Map.copyOf(registry);
    streams = Map.copyOf(streams);
  }

  static ServiceConfig from(Settings settings) {
    return new ServiceConfig(
        settings.get(ShellKeys.NAMESPACE),
        settings.get(ShellKeys.MODE),
        settings.below(ShellKeys.KAFKA),
        settings.get(ShellKeys.REGISTRY_URL),
        RegistrySettings.of(settings.below(ShellKeys.REGISTRY)),
        settings.below(ShellKeys.STREAMS),
        settings.get(ShellKeys.STATE_DIR),
        settings.get(ShellKeys.THREADS),
        new Http(settings.get(ShellKeys.HTTP_HOST), settings.get(ShellKeys.HTTP_PORT)),
        new Topics(
            settings.get(ShellKeys.PROVISION),
            settings.get(ShellKeys.PARTITIONS),
            settings.get(ShellKeys.REPLICATION).shortValue()),
        settings.get(ShellKeys.STARTUP_TIMEOUT),
        settings);
  }

  /** A builder for a service without keys of its own. */
  public static ServiceConfigBuilder builder() {
    return builder(List.of());
  }

  /** A builder for a service with keys of its own. */
  public static ServiceConfigBuilder builder(List<ConfigKey<?>> ownKeys) {
    return new ServiceConfigBuilder(ownKeys);
  }

  /** {@code bootstrap.servers} of the Kafka clients. */
  public String bootstrapServers() {
    return settings.get(ShellKeys.BOOTSTRAP_SERVERS);
  }

  /** Kafka's {@code application.id} of a service: {@code <namespace>-<service>}. */
  public String applicationId(String service) {
    return namespace + "-" + service;
  }

  /** {@code <namespace>.<service>.dead-letters}. */
  public String deadLetterTopic(String service) {
    return namespace + "." + service + ".dead-letters";
  }

  /** The value of a key, or its default. */
  public <T> T get(ConfigKey<T> key) {
    return settings.get(key);
  }

  /** The value of a key that need not be set. */
  public <T> Optional<T> find(ConfigKey<T> key) {
    return settings.find(key);
  }

  /** The effective configuration, secrets masked. */
  @Override
  public String toString() {
    return settings.masked();
  }
}
