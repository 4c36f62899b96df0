package io.tocsin.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys that every service has. */
public final class ShellKeys {
  /** Settings below it go to every Kafka client. */
  public static final String KAFKA = "tocsin.kafka.";

  /** Settings below it go to the client of the schema registry. */
  public static final String REGISTRY = "tocsin.registry.";

  /** Settings below it go to Kafka Streams. */
  public static final String STREAMS = "tocsin.streams.";

  private static final Pattern NAMESPACE_SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,99}");
  private static final int MAX_PARTITIONS = 1_000;

  public static final ConfigKey<String> NAMESPACE =
      ConfigKey.text("tocsin.namespace")
          .defaultsTo("news")
          .allowing(
              "letters, digits and hyphens, at most 100",
              text -> NAMESPACE_SHAPE.matcher(text).matches())
          .describedAs("First part of the names of all topics and consumer groups.");

  public static final ConfigKey<Mode> MODE =
      ConfigKey.oneOf("tocsin.mode", Mode.class)
          .defaultsTo(Mode.LIVE)
          .describedAs(
              "Whose time the namespace runs on: the broker's (live) or the records' (event).");

  public static final ConfigKey<String> BOOTSTRAP_SERVERS =
      ConfigKey.text(KAFKA + "bootstrap.servers")
          .required()
          .allowing("host:port, several separated by commas", ShellKeys::isServerList)
          .describedAs("Where the Kafka brokers are.");

  public static final ConfigKey<URI> REGISTRY_URL =
      ConfigKey.url(REGISTRY + "url")
          .required()
          .describedAs("Where the schema registry is, with the path of its Confluent API.");

  public static final ConfigKey<Path> STATE_DIR =
      ConfigKey.path("tocsin.state-dir")
          .defaultsTo(Path.of("tocsin-state"))
          .describedAs("Directory of the local state; each instance on a host needs its own.");

  public static final ConfigKey<Integer> THREADS =
      ConfigKey.integer("tocsin.threads")
          .defaultsTo(1)
          .allowing("a whole number from 1 to 64", number -> number >= 1 && number <= 64)
          .describedAs("Stream threads of this instance.");

  public static final ConfigKey<String> HTTP_HOST =
      ConfigKey.text("tocsin.http.host")
          .defaultsTo("127.0.0.1")
          .allowing("a host name or address", text -> !text.isBlank())
          .describedAs("Address on which health, metrics and the rest are served.");

  public static final ConfigKey<Integer> HTTP_PORT =
      ConfigKey.integer("tocsin.http.port")
          .defaultsTo(0)
          .allowing("a port from 0 to 65535", number -> number >= 0 && number <= 65_535)
          .describedAs("Port of that endpoint; 0 takes any free one.");

  public static final ConfigKey<Boolean> PROVISION =
      ConfigKey.flag("tocsin.topics.provision")
          .defaultsTo(true)
          .describedAs("Whether missing topics are created; otherwise they are an error.");

  public static final ConfigKey<Integer> PARTITIONS =
      ConfigKey.integer("tocsin.topics.partitions")
          .defaultsTo(4)
          .allowing(
              "a whole number from 1 to 1000", number -> number >= 1 && number <= MAX_PARTITIONS)
          .describedAs("Partitions of the topics that are created.");

  public static final ConfigKey<Integer> REPLICATION =
      ConfigKey.integer("tocsin.topics.replication")
          .defaultsTo(-1)
          .allowing(
              "-1 or a whole number from 1 to 100",
              number -> number == -1 || (number >= 1 && number <= 100))
          .describedAs("Replicas of the topics that are created; -1 takes the broker's default.");

  public static final ConfigKey<Duration> RECHECK =
      ConfigKey.duration("tocsin.topics.recheck")
          .defaultsTo(Duration.ofSeconds(30))
          .allowing(
              "a duration from 1s to 1h",
              time ->
                  time.compareTo(Duration.ofSeconds(1)) >= 0
                      && time.compareTo(Duration.ofHours(1)) <= 0)
          .describedAs("How often a running service looks whether its topics are as they were.");

  public static final ConfigKey<Duration> STARTUP_TIMEOUT =
      ConfigKey.duration("tocsin.startup-timeout")
          .defaultsTo(Duration.ofSeconds(30))
          .allowing(
              "a duration from 1s to 1h",
              time ->
                  time.compareTo(Duration.ofSeconds(1)) >= 0
                      && time.compareTo(Duration.ofHours(1)) <= 0)
          .describedAs("How long the start waits for brokers, topics and registry.");

  public static final ConfigKey<Long> DEAD_LETTER_MAX_VALUE =
      ConfigKey.size("tocsin.dead-letters.max-value")
          .defaultsTo(900L << 10)
          .allowing("a size from 0 to 8MiB", bytes -> bytes >= 0 && bytes <= 8L << 20)
          .describedAs("A longer value is cut in the dead letters; its size and SHA-256 are kept.");

  public static final ConfigKey<Integer> FAILURES_PER_MINUTE =
      ConfigKey.integer("tocsin.failures-per-minute")
          .defaultsTo(10)
          .allowing("a whole number from 0 to 10000", number -> number >= 0 && number <= 10_000)
          .describedAs(
              "Records on which our own code may fail within a minute before the service stops.");

  public static final ConfigKey<Long> ROCKSDB_MEMORY =
      ConfigKey.size("tocsin.rocksdb.memory")
          .defaultsTo(128L << 20)
          .allowing("a size from 16MiB to 64GiB", bytes -> bytes >= 16L << 20 && bytes <= 64L << 30)
          .describedAs("Off-heap memory of all local stores of this process together.");

  /** All of them, in the order of the documentation. */
  public static final List<ConfigKey<?>> ALL =
      List.of(
          NAMESPACE,
          MODE,
          BOOTSTRAP_SERVERS,
          REGISTRY_URL,
          STATE_DIR,
          THREADS,
          HTTP_HOST,
          HTTP_PORT,
          PROVISION,
          PARTITIONS,
          REPLICATION,
          RECHECK,
          STARTUP_TIMEOUT,
          DEAD_LETTER_MAX_VALUE,
          FAILURES_PER_MINUTE,
          ROCKSDB_MEMORY);

  /** Prefixes below which any key is passed on. */
  static final Set<String> PASSED_ON = Set.of(KAFKA, REGISTRY, STREAMS);

  /** Sections of services; a shared file may hold them all, a service reads only its own. */
  static final Set<String> SERVICE_SECTIONS =
      Set.of(
          "receive",
          "feeds",
          "ingest",
          "enrich",
          "alerts",
          "replay",
          "dashboard",
          "deliver",
          "quickstart");

  private ShellKeys() {}

  private static boolean isServerList(String text) {
    for (String server : text.split(",", -1)) {
      if (!server.strip().matches("[^\\s:/]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}")) {
        return false;
      }
    }
    return true;
  }
}
