package io.tocsin.devcluster;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's own server, broker and controller in one, inside this JVM; can be stopped and started.
 */
final class EmbeddedBroker implements AutoCloseable {
  private final Path logDir;
  private final int port;
  private final int controllerPort;
  private final Map<String, String> settings;
  private final Map<ClusterExtras.Listener, Integer> listeners = new LinkedHashMap<>();
  private @Nullable KafkaRaftServer server;

  EmbeddedBroker(Path logDir, int port, int controllerPort, ClusterExtras extras) {
    this.logDir = logDir;
    this.port = port;
    this.controllerPort = controllerPort;
    this.settings = extras.brokerSettings();
    extras.listeners().forEach(each -> listeners.put(each, LoopbackPorts.choose(each.name(), 0)));
  }

  String bootstrapServers() {
    return LoopbackPorts.HOST + ":" + port;
  }

  String bootstrapServers(String listener) {
    return listeners.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(listener))
        .map(entry -> LoopbackPorts.HOST + ":" + entry.getValue())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no listener is called " + listener));
  }

  /** Starts the server and returns when it takes requests; storage is formatted the first time. */
  synchronized void start() {
    if (server != null) {
      return;
    }
    BrokerLogging.quiet();
    try {
      format();
      KafkaRaftServer fresh = new KafkaRaftServer(config(), Time.SYSTEM);
      server = fresh;
      fresh.startup();
    } catch (Exception e) {
      close();
      throw new DevClusterException(
          "The embedded broker did not start on %s with data in %s: %s"
              .formatted(bootstrapServers(), logDir, e),
          e);
    }
  }

  /** Stops the server in order; does nothing when it is not running. */
  @Override
  public synchronized void close() {
    KafkaRaftServer running = server;
    server = null;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
    }
  }

  private KafkaConfig config() {
    return KafkaConfig.fromProps(
        BrokerSettings.of(logDir, port, controllerPort, listeners, settings), false);
  }

  private void format() throws Exception {
    if (Files.exists(logDir.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(logDir);
    new Formatter()
        .setPrintStream(silence())
        .setNodeId(BrokerSettings.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(logDir.toString()))
        .setMetadataLogDirectory(logDir.toString())
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .setIgnoreFormatted(true)
        .run();
  }

  private static PrintStream silence() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
