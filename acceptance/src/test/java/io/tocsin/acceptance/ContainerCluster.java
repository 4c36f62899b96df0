package io.tocsin.acceptance;

import io.tocsin.testkit.TestCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.containers.Network;

/**
 * Kafka and the schema registry as users run them: in containers, the registry with its schemas in
 * Kafka, set up as in {@code docker-compose.yml}. Both keep their addresses and data when they are
 * stopped and started again.
 */
public final class ContainerCluster implements AutoCloseable {
  private static final String KAFKA = "apache/kafka:4.3.1";
  private static final String REGISTRY = "apicurio/apicurio-registry:3.3.3";
  private static final int OUTSIDE = 19092;
  private static final int REGISTRY_PORT = 8080;
  private static final String API = "/apis/ccompat/v7";

  private final Network network = Network.newNetwork();
  private final Path states = Processes.freshDirectory();
  private final AtomicInteger namespaces = new AtomicInteger(1);
  private final ServerContainer kafka;
  private final ServerContainer registry;

  private ContainerCluster() {
    int kafkaPort = ServerContainer.freePort();
    int registryPort = ServerContainer.freePort();
    kafka =
        new ServerContainer(
            network,
            "kafka",
            KAFKA,
            kafkaSettings(kafkaPort),
            OUTSIDE,
            kafkaPort,
            () -> brokerAnswers(kafkaPort));
    kafka.awaitUsable();
    registry =
        new ServerContainer(
            network,
            "registry",
            REGISTRY,
            registrySettings(),
            REGISTRY_PORT,
            registryPort,
            () -> registryAnswers(registryPort));
    registry.awaitUsable();
  }

  /** Starts both and returns when both take requests. */
  static ContainerCluster start() {
    return new ContainerCluster();
  }

  /** Host and port of the broker. */
  public String bootstrapServers() {
    return kafka.address();
  }

  /** Base address of the registry's Confluent API. */
  public String registryUrl() {
    return "http://" + registry.address() + API;
  }

  /** Settings of Tocsin for a service that runs in a container beside them. */
  public Map<String, String> settingsInside() {
    return Map.of(
        "tocsin.kafka.bootstrap.servers",
        "kafka:9092",
        "tocsin.registry.url",
        "http://registry:" + REGISTRY_PORT + API);
  }

  /** The network in which both have their names. */
  public Network network() {
    return network;
  }

  /** A namespace that nobody else uses, with clients on it; close it. */
  public TestCluster namespace() {
    return namespace("box-" + namespaces.getAndIncrement());
  }

  /** A namespace by its name; close it. */
  public TestCluster namespace(String name) {
    return TestCluster.of(bootstrapServers(), registryUrl(), states, name);
  }

  /** Stops the broker in order. */
  public void stopBroker() {
    kafka.stop();
  }

  /** Starts the broker again, with its data. */
  public void startBroker() {
    kafka.start();
  }

  /** Stops the registry in order. */
  public void stopRegistry() {
    registry.stop();
  }

  /** Starts the registry again, with its schemas. */
  public void startRegistry() {
    registry.start();
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
    network.close();
  }

  private static Map<String, String> kafkaSettings(int port) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("KAFKA_HEAP_OPTS", "-Xms256m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    settings.put("CLUSTER_ID", "dG9jc2luLWNvbnRhaW5lcg");
    settings.put("KAFKA_NODE_ID", "1");
    settings.put("KAFKA_PROCESS_ROLES", "broker,controller");
    settings.put("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
    settings.put("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
    settings.put("KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://:9093,HOST://:" + OUTSIDE);
    settings.put("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://kafka:9092,HOST://127.0.0.1:" + port);
    settings.put(
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,HOST:PLAINTEXT");
    settings.put("KAFKA_INTER_BROKER_LISTENER_NAME", "PLAINTEXT");
    settings.put("KAFKA_LOG_DIRS", "/var/lib/kafka/data");
    settings.put("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    settings.put("KAFKA_MESSAGE_MAX_BYTES", "8454144");
    settings.put("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1");
    settings.put("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4");
    settings.put("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1");
    settings.put("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4");
    settings.put("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
    settings.put("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1");
    settings.put("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    settings.put("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    settings.put("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "500");
    settings.put("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000");
    return settings;
  }

  private static Map<String, String> registrySettings() {
    return Map.of(
        "APICURIO_STORAGE_KIND", "kafkasql",
        "APICURIO_KAFKASQL_BOOTSTRAP_SERVERS", "kafka:9092",
        "JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
  }

  private static boolean brokerAnswers(int port) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", "127.0.0.1:" + port,
            "default.api.timeout.ms", 3_000,
            "request.timeout.ms", 2_000);
    try (Admin admin = Admin.create(settings)) {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    }
  }

  private static boolean registryAnswers(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + API + "/subjects")).build();
    return HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode()
        == 200;
  }
}
