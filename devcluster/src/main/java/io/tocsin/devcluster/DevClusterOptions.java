package io.tocsin.devcluster;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link DevCluster} is to be started.
 *
 * @param dataDir where topics, offsets and schemas are kept over restarts; null: a temporary
 *     directory that is deleted at close
 * @param kafkaPort port of the broker on the loopback interface; 0: any free one
 * @param controllerPort port of the KRaft controller; 0: any free one
 * @param registryPort port of the schema registry; 0: any free one
 * @param registryHome directory of the unpacked registry; null: see {@link RegistryHome}
 * @param startTimeout how long broker and registry may take to come up
 * @param extras further listeners and settings
 */
public record DevClusterOptions(
    @Nullable Path dataDir,
    int kafkaPort,
    int controllerPort,
    int registryPort,
    @Nullable Path registryHome,
    Duration startTimeout,
    ClusterExtras extras) {

  private static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(90);
  private static final int MAX_PORT = 65_535;

  /** Checks that ports are 0 to 65,535 and the timeout is positive. */
  public DevClusterOptions {
    requirePort("--kafka-port", kafkaPort);
    requirePort("--controller-port", controllerPort);
    requirePort("--registry-port", registryPort);
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException("startTimeout must be positive, but is " + startTimeout);
    }
  }

  /** Free ports and a temporary directory. */
  public static DevClusterOptions temporary() {
    return new DevClusterOptions(null, 0, 0, 0, null, DEFAULT_START_TIMEOUT, ClusterExtras.none());
  }

  /** Free ports; everything is kept in this directory, which is made when it does not exist. */
  public static DevClusterOptions keptIn(Path dataDir) {
    return new DevClusterOptions(
        dataDir, 0, 0, 0, null, DEFAULT_START_TIMEOUT, ClusterExtras.none());
  }

  /** The same with another port of the broker; 0: any free one. */
  public DevClusterOptions withKafkaPort(int port) {
    return new DevClusterOptions(
        dataDir, port, controllerPort, registryPort, registryHome, startTimeout, extras);
  }

  /** The same with another port of the controller; 0: any free one. */
  public DevClusterOptions withControllerPort(int port) {
    return new DevClusterOptions(
        dataDir, kafkaPort, port, registryPort, registryHome, startTimeout, extras);
  }

  /** The same with another port of the schema registry; 0: any free one. */
  public DevClusterOptions withRegistryPort(int port) {
    return new DevClusterOptions(
        dataDir, kafkaPort, controllerPort, port, registryHome, startTimeout, extras);
  }

  /** The same with the registry taken from this directory. */
  public DevClusterOptions withRegistryHome(Path home) {
    return new DevClusterOptions(
        dataDir, kafkaPort, controllerPort, registryPort, home, startTimeout, extras);
  }

  /** The same with another limit on the time to come up. */
  public DevClusterOptions withStartTimeout(Duration timeout) {
    return new DevClusterOptions(
        dataDir, kafkaPort, controllerPort, registryPort, registryHome, timeout, extras);
  }

  /** The same with these extras. */
  public DevClusterOptions withExtras(ClusterExtras more) {
    return new DevClusterOptions(
        dataDir, kafkaPort, controllerPort, registryPort, registryHome, startTimeout, more);
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(option + " must be 0 to 65535, but is " + port);
    }
  }
}
