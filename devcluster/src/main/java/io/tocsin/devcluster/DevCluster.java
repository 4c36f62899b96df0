package io.tocsin.devcluster;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One broker (in this JVM) and one schema registry (a child process) that belong together: what a
 * machine without any installation needs to run Tocsin. Both listen on the loopback interface only.
 */
public final class DevCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DevCluster.class);

  private final DataDirectory data;
  private final EmbeddedBroker broker;
  private final RegistryProcess registry;

  private DevCluster(DataDirectory data, EmbeddedBroker broker, RegistryProcess registry) {
    this.data = data;
    this.broker = broker;
    this.registry = registry;
  }

  /**
   * Starts broker and registry at the same time and returns when both take requests.
   *
   * @throws DevClusterException when the directory or a port is in use, the registry is missing, or
   *     one of the two does not come up; nothing keeps running then
   */
  public static DevCluster start(DevClusterOptions options) {
    RegistryHome home = RegistryHome.find(options.registryHome());
    DataDirectory data = DataDirectory.open(options.dataDir());
    try {
      return started(options, home, data);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** Host and port of the broker, as Kafka's clients want it in {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Host and port of one of the further listeners. */
  public String bootstrapServers(String listener) {
    return broker.bootstrapServers(listener);
  }

  /** Base address of the registry's Confluent API. */
  public String registryUrl() {
    return registry.url();
  }

  /** Directory that holds everything of this cluster. */
  public Path dataDir() {
    return data.root();
  }

  /** Stops the broker alone, in order; it keeps its port and its data. */
  public void stopBroker() {
    broker.close();
  }

  /** Starts a stopped broker again on the same port; does nothing when it runs. */
  public void startBroker() {
    broker.start();
  }

  /** Stops the registry alone; it keeps its port and its schemas. */
  public void stopRegistry() {
    registry.close();
  }

  /** Starts a stopped registry again on the same port; does nothing when it runs. */
  public void startRegistry() {
    registry.start();
  }

  /** Stops both and releases the directory; a temporary one is deleted. */
  @Override
  public void close() {
    try (data;
        broker;
        registry) {
      LOG.debug("closing the cluster in {}", data.root());
    }
  }

  private static DevCluster started(
      DevClusterOptions options, RegistryHome home, DataDirectory data) {
    EmbeddedBroker broker =
        new EmbeddedBroker(
            data.kafka(),
            LoopbackPorts.choose("--kafka-port", options.kafkaPort()),
            LoopbackPorts.choose("--controller-port", options.controllerPort()),
            options.extras());
    RegistryProcess registry =
        new RegistryProcess(
            home,
            data.registry(),
            LoopbackPorts.choose("--registry-port", options.registryPort()),
            options.startTimeout(),
            options.extras().registryEnvironment());
    startTogether(broker, registry);
    return new DevCluster(data, broker, registry);
  }

  private static void startTogether(EmbeddedBroker broker, RegistryProcess registry) {
    CompletableFuture<Void> registryUp = CompletableFuture.runAsync(registry::start);
    try {
      broker.start();
      registryUp.join();
    } catch (RuntimeException e) {
      registry.close();
      broker.close();
      throw cause(e);
    }
  }

  private static RuntimeException cause(RuntimeException failure) {
    return failure instanceof CompletionException
            && failure.getCause() instanceof DevClusterException known
        ? known
        : failure;
  }
}
