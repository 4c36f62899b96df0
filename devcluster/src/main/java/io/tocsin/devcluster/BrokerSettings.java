package io.tocsin.devcluster;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The server properties of a light single broker: one node that is broker and controller, on the
 * loopback interface only.
 */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** Eight MiB of record plus room for the batch around it. */
  static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024 + 64 * 1024;

  private static final String FEW_PARTITIONS = "4";
  private static final String ONE = "1";

  private BrokerSettings() {}

  /**
   * @param more ports of further listeners
   */
  static Properties of(
      Path logDir,
      int port,
      int controllerPort,
      Map<ClusterExtras.Listener, Integer> more,
      Map<String, String> extras) {
    Properties settings = new Properties();
    identity(settings, logDir, port, controllerPort);
    singleReplica(settings);
    light(settings);
    prompt(settings);
    settings.put("auto.create.topics.enable", "false");
    settings.put("message.max.bytes", String.valueOf(MAX_MESSAGE_BYTES));
    more.forEach((listener, at) -> listen(settings, listener, at));
    settings.putAll(extras);
    return settings;
  }

  private static void listen(Properties settings, ClusterExtras.Listener listener, int port) {
    String address = listener.name() + "://" + LoopbackPorts.HOST + ":" + port;
    append(settings, "listeners", address);
    append(settings, "advertised.listeners", address);
    append(settings, "listener.security.protocol.map", listener.name() + ":" + listener.protocol());
    String prefix = "listener.name." + listener.name().toLowerCase(Locale.ROOT) + ".";
    listener.settings().forEach((name, value) -> settings.put(prefix + name, value));
  }

  private static void append(Properties settings, String name, String value) {
    settings.put(name, settings.getProperty(name) + "," + value);
  }

  private static void identity(Properties settings, Path logDir, int port, int controllerPort) {
    String broker = "PLAINTEXT://" + LoopbackPorts.HOST + ":" + port;
    String controller = LoopbackPorts.HOST + ":" + controllerPort;
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(NODE_ID));
    settings.put("listeners", broker + "," + CONTROLLER_LISTENER + "://" + controller);
    settings.put("advertised.listeners", broker);
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    settings.put("log.dirs", logDir.toString());
  }

  private static void singleReplica(Properties settings) {
    settings.put("default.replication.factor", ONE);
    settings.put("min.insync.replicas", ONE);
    settings.put("offsets.topic.replication.factor", ONE);
    settings.put("offsets.topic.num.partitions", FEW_PARTITIONS);
    settings.put("transaction.state.log.replication.factor", ONE);
    settings.put("transaction.state.log.min.isr", ONE);
    settings.put("transaction.state.log.num.partitions", FEW_PARTITIONS);
    settings.put("share.coordinator.state.topic.replication.factor", ONE);
    settings.put("share.coordinator.state.topic.min.isr", ONE);
    settings.put("share.coordinator.state.topic.num.partitions", ONE);
  }

  /** Small segments and indexes (index files are preallocated), few threads, a small cleaner. */
  private static void light(Properties settings) {
    settings.put("log.segment.bytes", String.valueOf(64 * 1024 * 1024));
    settings.put("log.index.size.max.bytes", String.valueOf(256 * 1024));
    settings.put("offsets.topic.segment.bytes", String.valueOf(8 * 1024 * 1024));
    settings.put("transaction.state.log.segment.bytes", String.valueOf(8 * 1024 * 1024));
    settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
  }

  /** No waiting for members or nodes that do not exist; short sessions for tests that kill. */
  private static void prompt(Properties settings) {
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "500");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    settings.put("log.segment.delete.delay.ms", "1000");
  }
}
