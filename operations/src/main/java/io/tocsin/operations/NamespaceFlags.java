package io.tocsin.operations;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.service.ConfigFlags;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which namespace of which cluster a command is about, configured as the services are. */
final class NamespaceFlags {
  @Mixin private final ConfigFlags flags = new ConfigFlags();

  @Option(names = "--namespace", paramLabel = "NAME", description = "tocsin.namespace")
  void namespace(String value) {
    flags.put(ShellKeys.NAMESPACE, value);
  }

  @Option(
      names = "--mode",
      paramLabel = "live|event",
      description = "tocsin.mode; a replay's namespace is event")
  void mode(String value) {
    flags.put(ShellKeys.MODE, value);
  }

  /** Takes the value of a flag of the command's own. */
  void put(ConfigKey<?> key, String value) {
    flags.put(key, value);
  }

  /**
   * Reads the file, the environment and the flags.
   *
   * @throws io.tocsin.runtime.config.InvalidConfigException with everything that is wrong
   */
  ServiceConfig read() {
    return flags.read(List.of(), System.getenv());
  }

  /** The catalogue of a configured namespace, for those who read and write no values. */
  static Topics catalogue(ServiceConfig config) {
    return catalogue(config, AvroSerdes.inMemory());
  }

  /** The catalogue of a configured namespace. */
  static Topics catalogue(ServiceConfig config, AvroSerdes serdes) {
    return Topics.of(
        config.namespace(),
        config.mode() == Mode.LIVE ? ClockMode.LIVE : ClockMode.EVENT,
        config.topics().partitions(),
        serdes);
  }
}
