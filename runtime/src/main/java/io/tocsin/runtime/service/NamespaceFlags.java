package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which namespace of which cluster a service or a command is about, as a picocli mixin: {@link
 * ConfigFlags} and two more.
 */
public final class NamespaceFlags {
  @Mixin private final ConfigFlags flags = new ConfigFlags();

  @Option(names = "--namespace", paramLabel = "NAME", description = "tocsin.namespace")
  void namespace(String value) {
    put(ShellKeys.NAMESPACE, value);
  }

  @Option(
      names = "--mode",
      paramLabel = "live|event",
      description = "tocsin.mode; a replay's namespace is event")
  void mode(String value) {
    put(ShellKeys.MODE, value);
  }

  /** Takes the value of a flag of the command's own, see {@link ConfigFlags#put}. */
  public void put(ConfigKey<?> key, String value) {
    flags.put(key, value);
  }

  /**
   * Reads the file, the environment and the flags, for a command that has no keys of its own.
   *
   * @throws io.tocsin.runtime.config.InvalidConfigException with everything that is wrong
   */
  public ServiceConfig read() {
    return read(List.of(), System.getenv());
  }

  /** The same with more keys and another environment, see {@link ConfigFlags#read}. */
  public ServiceConfig read(List<ConfigKey<?>> keys, Map<String, String> environment) {
    return flags.read(keys, environment);
  }
}
