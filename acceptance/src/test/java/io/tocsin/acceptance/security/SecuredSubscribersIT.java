package io.tocsin.acceptance.security;

import static io.tocsin.acceptance.clients.AlertTopic.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.acceptance.clients.ExampleCode;
import io.tocsin.acceptance.clients.ExampleRun;
import io.tocsin.acceptance.security.SecuredCluster.Door;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The examples on a cluster that lets a subscriber do no more than the catalogue says, with a
 * password over TLS to the brokers and to the registry, configured as docs/subscribe.md has it.
 */
@ExtendWith(SecuredCluster.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredSubscribersIT {
  private static final String NAMESPACE = "foreign";
  private static final String USER = "desk";
  private static final String DECODED =
      "2022-02-11T08:31:00Z | OPENED | warning | evacuation: people leave Kharkiv – “at once”"
          + " | it rings | 1 sources | a#1";

  private final Topics topics;
  private final SecuredCluster cluster;

  SecuredSubscribersIT(SecuredCluster cluster) {
    this.cluster = cluster;
    this.topics =
        Topics.of(NAMESPACE, ClockMode.EVENT, 1, AvroSerdes.connect(cluster.registry(), Map.of()));
  }

  @BeforeAll
  void writeAnAlert() throws Exception {
    cluster.scramUser(USER, PasswordOfName.of(USER));
    cluster.allow(new AccessRights(topics, Party.SUBSCRIBER).bindings("User:" + USER));
    TopicSpec<String, AlertEvent> alerts = topics.alerts();
    cluster.create(List.of(alerts.toNewTopic((short) 1)));
    AlertEvent opened = event("a", 1, AlertEventType.OPENED, "it rings", "wire");
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.plain(), "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              alerts.name(),
              0,
              opened.getAt().toEpochMilli(),
              "evacuation|UA".getBytes(StandardCharsets.UTF_8),
              alerts.valueSerde().serializer().serialize(alerts.name(), opened));
      record.headers().add("ce_id", "a1".getBytes(StandardCharsets.UTF_8));
      producer.send(record).get(1, TimeUnit.MINUTES);
    }
  }

  @Test
  @Needs(Tool.PYTHON)
  void shouldReadFromPython() throws Exception {
    Map<String, String> environment = withSettings(librdkafka("PLAIN"));
    environment.put("SSL_CERT_FILE", authority());

    shouldPrint(
        DECODED,
        environment,
        "/usr/bin/python3",
        ExampleCode.path("python/alerts.py").toString(),
        "--max",
        "1");
  }

  @Test
  @Needs(Tool.NODE)
  void shouldReadFromNode() throws Exception {
    Map<String, String> environment = withSettings(librdkafka("SCRAM-SHA-512"));
    environment.put("NODE_EXTRA_CA_CERTS", authority());

    shouldPrint(
        DECODED,
        environment,
        "node",
        ExampleCode.nodeSubscriber().resolve("alerts.js").toString(),
        "--max",
        "1");
  }

  @Test
  void shouldReadFromJava() throws Exception {
    Map<String, String> environment =
        withSettings(
            """
            security.protocol=SASL_SSL
            sasl.mechanism=SCRAM-SHA-512
            sasl.jaas.config=%s
            ssl.truststore.type=PEM
            ssl.truststore.location=%s
            """
                .formatted(
                    SecuredCluster.jaas("SCRAM-SHA-512", USER, PasswordOfName.of(USER)),
                    authority()));

    shouldPrint(
        DECODED,
        environment,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djavax.net.ssl.trustStore=" + cluster.ours().trustStore(),
        "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD,
        "-jar",
        ExampleCode.javaSubscriber().toString(),
        "--max",
        "1");
  }

  @Test
  @Needs(Tool.KCAT)
  void shouldReadByKcat() throws Exception {
    shouldPrint(
        "- | - | evacuation|UA | partition 0 offset 0 | a1",
        withSettings(librdkafka("PLAIN")),
        ExampleCode.path("kcat/alerts.sh").toString(),
        "1");
  }

  @Test
  @Needs(Tool.KCAT)
  void shouldShowARecordByKcat() throws Exception {
    Map<String, String> environment = withSettings(librdkafka("PLAIN"));
    environment.put("AVRO_TOOLS", ExampleCode.avroTools().toString());
    environment.put("CURL_CA_BUNDLE", authority());

    try (ExampleRun run =
        start(environment, ExampleCode.path("kcat/show.sh").toString(), "0", "0")) {
      assertThat(run.awaitExit()).as(run.toString()).isZero();
      assertThat(String.join("\n", run.lines())).contains("\"reason\" : \"it rings\"");
    }
  }

  /** With the group that the rights are for it reads; with another it ends and says so. */
  private void shouldPrint(String line, Map<String, String> environment, String... command) {
    try (ExampleRun run = start(environment, command)) {
      assertThat(run.awaitExit()).as(run.toString()).isZero();
      run.awaitLines(1);
      assertThat(run.lines()).containsExactly(line);
    }
    Map<String, String> stranger = new HashMap<>(environment);
    stranger.put("TOCSIN_GROUP", "nobodys-group");
    try (ExampleRun run = start(stranger, command)) {
      assertThat(run.awaitExit()).as(run.toString()).isEqualTo(1);
      assertThat(run.lines()).isEmpty();
      assertThat(run.errors().toLowerCase(Locale.ROOT)).contains("group", "authoriz");
    }
  }

  private static ExampleRun start(Map<String, String> environment, String... command) {
    return ExampleRun.start(List.of(command), environment, Path.of("."));
  }

  private Map<String, String> withSettings(String settings) throws Exception {
    Path file = Files.createTempFile(cluster.directory(), "client", ".properties");
    Map<String, String> environment = new HashMap<>();
    environment.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", cluster.at(Door.LOGIN));
    environment.put("TOCSIN_CLIENT_CONFIG", Files.writeString(file, settings).toString());
    environment.put("TOCSIN_REGISTRY_URL", cluster.gate().url());
    environment.put(
        "TOCSIN_REGISTRY_BASIC_AUTH_USER_INFO", RegistryGate.USER + ":" + RegistryGate.PASSWORD);
    environment.put("TOCSIN_NAMESPACE", NAMESPACE);
    environment.put("TOCSIN_GROUP", NAMESPACE + "-subscriber-" + file.getFileName());
    return environment;
  }

  /** In the names of librdkafka, whose releases before 2.6.1 fail at SCRAM with Kafka 4. */
  private String librdkafka(String mechanism) {
    return """
    security.protocol=SASL_SSL
    sasl.mechanism=%s
    sasl.username=%s
    sasl.password=%s
    ssl.ca.location=%s
    """
        .formatted(mechanism, USER, PasswordOfName.of(USER), authority());
  }

  private String authority() {
    return cluster.ours().trustPem().toString();
  }
}
