package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ConfigReader;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags of every command that reads what services are configured with, as a picocli mixin:
 * flags beat the environment, which beats the file. A command adds flags of its own by {@link
 * #put}.
 */
public final class SettingsFlags {
  private static final String PREFIX = "tocsin.";
  private static final String FILE_VARIABLE = "TOCSIN_CONFIG";

  private final Map<String, String> values = new LinkedHashMap<>();

  @Option(names = "--config", paramLabel = "FILE", description = "YAML or properties file.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any key, with or without tocsin. in front; may be repeated.")
  void set(Map<String, String> pairs) {
    pairs.forEach((key, value) -> values.put(key.startsWith(PREFIX) ? key : PREFIX + key, value));
  }

  /** Takes the value of a flag; the last one of a key holds. It is checked when all is read. */
  public void put(ConfigKey<?> key, String value) {
    values.put(key.name(), value);
  }

  /**
   * Reads the file, the environment and the flags.
   *
   * @param keys the keys that are known beside those of the shell
   * @param environment variables by name
   * @throws io.tocsin.runtime.config.InvalidConfigException with everything that is wrong
   */
  public ServiceConfig read(List<ConfigKey<?>> keys, Map<String, String> environment) {
    return reader(keys, environment).read();
  }

  /**
   * Reads the same for a program that asks neither broker nor registry, see {@link
   * ConfigReader#readOwn}.
   *
   * @param keys the keys whose values are read
   * @param environment variables by name
   * @throws io.tocsin.runtime.config.InvalidConfigException with everything that is wrong
   */
  public Settings readOwn(List<ConfigKey<?>> keys, Map<String, String> environment) {
    return reader(keys, environment).readOwn();
  }

  private ConfigReader reader(List<ConfigKey<?>> keys, Map<String, String> environment) {
    ConfigReader reader = new ConfigReader(keys);
    String named = environment.getOrDefault(FILE_VARIABLE, "");
    if (file != null) {
      reader.file(file);
    } else if (!named.isBlank()) {
      reader.file(Path.of(named));
    }
    return reader.environment(environment).values("command line", new TreeMap<>(values));
  }
}
