package io.tocsin.replay.command;

import io.tocsin.replay.ReplayServices;
import io.tocsin.runtime.config.ConfigReader;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.Settings;
import io.tocsin.runtime.config.ShellKeys;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the cluster is: flags beat the environment, which beats the file. */
final class ClusterOptions {

  private static final String PREFIX = "tocsin.";
  private static final String DEFAULT = "default";

  private final Map<String, String> values = new LinkedHashMap<>();
  private @Nullable ServiceConfig config;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML or properties file.")
  private @Nullable Path configFile;

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
  void stateDirOption(String value) {
    values.put(ShellKeys.STATE_DIR.name(), value);
  }

  @Option(names = "--partitions", paramLabel = "N", description = "tocsin.topics.partitions")
  void partitionsOption(String value) {
    values.put(ShellKeys.PARTITIONS.name(), value);
  }

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any key, with or without tocsin. in front; may be repeated.")
  void set(Map<String, String> pairs) {
    pairs.forEach((key, value) -> values.put(key.startsWith(PREFIX) ? key : PREFIX + key, value));
  }

  int partitions() {
    return config().topics().partitions();
  }

  /** A directory of its own for each replay. */
  Path stateDir(String replay) {
    return config().stateDir().resolve("replay-" + replay);
  }

  /** What is configured and not a default, by key. */
  Map<String, String> settings() {
    return config().settings().all().stream()
        .filter(value -> !value.origin().equals(DEFAULT))
        .collect(
            Collectors.toMap(
                Settings.Value::key, Settings.Value::text, (one, two) -> two, TreeMap::new));
  }

  private ServiceConfig config() {
    ServiceConfig read = config;
    if (read == null) {
      read = read(System.getenv());
      config = read;
    }
    return read;
  }

  private ServiceConfig read(Map<String, String> environment) {
    ConfigReader reader = new ConfigReader(ReplayServices.keys());
    String variable = environment.get("TOCSIN_CONFIG");
    if (configFile != null) {
      reader.file(configFile);
    } else if (variable != null && !variable.isBlank()) {
      reader.file(Path.of(variable));
    }
    return reader.environment(environment).values("command line", new TreeMap<>(values)).read();
  }
}
