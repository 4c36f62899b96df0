package io.tocsin.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a configuration in code, with the same checks as one that is read. */
public final class ServiceConfigBuilder {
  private final List<ConfigKey<?>> ownKeys;
  private final Map<String, String> values = new TreeMap<>();

  ServiceConfigBuilder(List<ConfigKey<?>> ownKeys) {
    this.ownKeys = List.copyOf(ownKeys);
  }

  public ServiceConfigBuilder namespace(String namespace) {
    return set(ShellKeys.NAMESPACE.name(), namespace);
  }

  public ServiceConfigBuilder mode(Mode mode) {
    return set(ShellKeys.MODE.name(), mode.name());
  }

  public ServiceConfigBuilder bootstrapServers(String servers) {
    return set(ShellKeys.BOOTSTRAP_SERVERS.name(), servers);
  }

  public ServiceConfigBuilder registryUrl(URI url) {
    return set(ShellKeys.REGISTRY_URL.name(), url.toString());
  }

  public ServiceConfigBuilder registryUrl(String url) {
    return set(ShellKeys.REGISTRY_URL.name(), url);
  }

  public ServiceConfigBuilder stateDir(Path directory) {
    return set(ShellKeys.STATE_DIR.name(), directory.toString());
  }

  public ServiceConfigBuilder threads(int threads) {
    return set(ShellKeys.THREADS.name(), Integer.toString(threads));
  }

  public ServiceConfigBuilder httpPort(int port) {
    return set(ShellKeys.HTTP_PORT.name(), Integer.toString(port));
  }

  public ServiceConfigBuilder partitions(int partitions) {
    return set(ShellKeys.PARTITIONS.name(), Integer.toString(partitions));
  }

  /** A setting for Kafka Streams, such as {@code num.standby.replicas}. */
  public ServiceConfigBuilder streams(String name, String value) {
    return set(ShellKeys.STREAMS + name, value);
  }

  /** Any key by its full name. */
  public ServiceConfigBuilder set(String key, String value) {
    values.put(key, value);
    return this;
  }

  /** Any keys by their full names. */
  public ServiceConfigBuilder setAll(Map<String, String> settings) {
    values.putAll(settings);
    return this;
  }

  /**
   * The validated configuration.
   *
   * @throws InvalidConfigException with everything that is wrong
   */
  public ServiceConfig build() {
    return new ConfigReader(ownKeys).values("code", values).read();
  }
}
