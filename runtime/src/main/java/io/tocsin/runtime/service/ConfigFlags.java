package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.Settings;
import io.tocsin.runtime.config.ShellKeys;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The flags of every command that needs the cluster, as a picocli mixin: {@link SettingsFlags} and
 * where broker and registry are.
 */
public final class ConfigFlags {
  @Mixin private final SettingsFlags flags = new SettingsFlags();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = "tocsin.kafka.bootstrap.servers")
  void bootstrapServers(String value) {
    put(ShellKeys.BOOTSTRAP_SERVERS, value);
  }

  @Option(names = "--registry", paramLabel = "URL", description = "tocsin.registry.url")
  void registry(String value) {
    put(ShellKeys.REGISTRY_URL, value);
  }

  /** Takes the value of a flag of the command's own, see {@link SettingsFlags#put}. */
  public void put(ConfigKey<?> key, String value) {
    flags.put(key, value);
  }

  /** Reads the file, the environment and the flags, see {@link SettingsFlags#read}. */
  public ServiceConfig read(List<ConfigKey<?>> keys, Map<String, String> environment) {
    return flags.read(keys, environment);
  }

  /** Reads what needs no cluster, see {@link SettingsFlags#readOwn}. */
  public Settings readOwn(List<ConfigKey<?>> keys, Map<String, String> environment) {
    return flags.readOwn(keys, environment);
  }
}
