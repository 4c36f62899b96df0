package io.tocsin.acceptance.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.AlertsApp;
import io.tocsin.alerts.RulesTopic;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.AlertEvent;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.runtime.time.EndOfRange;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.RawPosts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole way of a post on a cluster that lets nobody do more than the catalogue says: each party
 * logs in as itself, the administrator has made the topics, and the alert rings.
 */
@ExtendWith(SecuredCluster.Extension.class)
class SecuredPipelineIT {
  private static final Instant START = Instant.parse("2022-02-11T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String RULES =
      """
      rules:
        - id: flight
          match: evacuate
          windows: [10m]
          falseAlarms: 1 per 7d
          minimum: {voices: 3, sources: 2}
      """;
  private static final List<String> TOWNS =
      List.of("Elmwick", "Norham", "Fernby", "Oakstead", "Tarnley", "Wexcombe", "Ashford", "Holme");
  private static final List<String> CAUSES =
      List.of(
          "the river has burst its banks after a week of rain",
          "a chlorine tank at the paper mill is leaking",
          "cracks were found in the dam above the valley",
          "the moor fire has jumped the motorway",
          "an old bomb was dug up beside the school",
          "the cliff below the promenade is sliding into the sea",
          "a gas main broke under the market square",
          "the storm surge is higher than the wall");

  /** A way in, to the cluster and to the registry. */
  enum Way {
    SCRAM {
      @Override
      Map<String, String> login(SecuredCluster cluster, String user) {
        cluster.scramUser(user, PasswordOfName.of(user));
        return secret(cluster, "SCRAM-SHA-512", user);
      }

      @Override
      Map<String, String> registry(SecuredCluster cluster) {
        return cluster.throughTheGate();
      }
    },
    PLAIN {
      @Override
      Map<String, String> login(SecuredCluster cluster, String user) {
        return secret(cluster, "PLAIN", user);
      }

      @Override
      Map<String, String> registry(SecuredCluster cluster) {
        return cluster.throughTheGate();
      }
    },
    CERTIFICATE {
      @Override
      Map<String, String> login(SecuredCluster cluster, String user) {
        return cluster.certificate(
            cluster.ours().keyStore(user, Certificates.host("client.example")));
      }

      @Override
      Map<String, String> registry(SecuredCluster cluster) {
        Map<String, String> settings = new TreeMap<>(cluster.trustingTheRegistry());
        settings.put("tocsin.registry.url", cluster.registryOverTls());
        return settings;
      }
    };

    abstract Map<String, String> login(SecuredCluster cluster, String user);

    abstract Map<String, String> registry(SecuredCluster cluster);

    private static Map<String, String> secret(
        SecuredCluster cluster, String mechanism, String user) {
      return cluster.login(mechanism, user, PasswordOfName.of(user));
    }
  }

  private final Map<Party, Map<String, String>> logins = new HashMap<>();
  private SecuredCluster cluster;
  private Way way;
  private Topics topics;

  @BeforeEach
  void take(SecuredCluster shared) {
    cluster = shared;
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void shouldRingWithTheRightsOfTheCatalogue(Way chosen) throws Exception {
    way = chosen;
    prepare("by-" + way.name().toLowerCase(Locale.ROOT));
    new RulesTopic(config(AlertsApp.DEFINITION, Party.RULES_APPLY))
        .apply(RuleFile.read(RULES.getBytes(UTF_8)).rules(), InstantSource.fixed(START));
    try (RunningService ingest = start(IngestApp.DEFINITION, Party.INGEST);
        RunningService enrich = start(EnrichApp.DEFINITION, Party.ENRICH);
        RunningService alerts = start(AlertsApp.DEFINITION, Party.ALERTS)) {
      post();

      AlertEvent opened = firstAlert(List.of(ingest, enrich, alerts));

      assertThat(opened.getType()).hasToString("OPENED");
      assertThat(opened.getAlert().getRuleId()).isEqualTo("flight");
      assertThat(deadLetters("ingest")).containsExactly("no post");
      shouldKeepItsSecrets(ingest);
    }
  }

  private void shouldKeepItsSecrets(RunningService service) throws Exception {
    String page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(service.httpAddress() + "/config")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();

    assertThat(page)
        .contains("tocsin.kafka.ssl.truststore.password = ****")
        .doesNotContain("secret-of-", Certificates.PASSWORD, RegistryGate.PASSWORD);
  }

  /** Topics by the administrator, a principal with its rights for each party. */
  private void prepare(String namespace) {
    topics =
        Topics.of(namespace, ClockMode.EVENT, 2, AvroSerdes.connect(cluster.registry(), Map.of()));
    cluster.create(topics.all().stream().map(topic -> topic.toNewTopic((short) 1)).toList());
    for (Party party :
        List.of(
            Party.POSTER,
            Party.INGEST,
            Party.ENRICH,
            Party.ALERTS,
            Party.RULES_APPLY,
            Party.SUBSCRIBER)) {
      String user = namespace + "-" + party.label();
      logins.put(party, way.login(cluster, user));
      cluster.allow(new AccessRights(topics, party).bindings("User:" + user));
    }
  }

  /** As an operator has it: everything in a file, the secret in another. */
  private ServiceConfig config(ServiceDefinition definition, Party party) throws Exception {
    Map<String, String> settings = new TreeMap<>(logins.get(party));
    settings.putAll(way.registry(cluster));
    settings.put("tocsin.kafka.ssl.truststore.password", inFile(Certificates.PASSWORD));
    ServiceConfigBuilder builder = ServiceShell.config(definition);
    settings.forEach(builder::set);
    return builder
        .namespace(topics.namespace())
        .set("tocsin.mode", "event")
        .set("tocsin.topics.provision", "false")
        .set("tocsin.startup-timeout", "60s")
        .partitions(2)
        .stateDir(cluster.stateDir(topics.namespace() + party.label()))
        .build();
  }

  private String inFile(String secret) throws Exception {
    Path file = Files.createTempFile(cluster.directory(), "secret", "");
    return "${file:" + Files.writeString(file, secret + "\n") + "}";
  }

  private RunningService start(ServiceDefinition definition, Party party) throws Exception {
    ServiceConfig config = config(definition, party);
    return ServiceShell.start(definition.app().apply(config), config);
  }

  /**
   * Two quiet days, then eight towns are emptied in as many minutes, and a record that is no post.
   */
  private void post() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int hour = 0; hour < 48; hour++) {
      Instant at = START.plus(Duration.ofHours(hour));
      records.add(raw("quiet-" + hour, "gazette", "Market report " + hour, "Prices held.", at));
    }
    Instant night = START.plus(Duration.ofDays(2));
    for (int i = 0; i < TOWNS.size(); i++) {
      records.add(
          raw(
              "loud-" + i,
              "paper-" + i,
              TOWNS.get(i) + " told to evacuate",
              "Everybody must evacuate " + TOWNS.get(i) + ": " + CAUSES.get(i) + ".",
              night.plus(Duration.ofMinutes(i))));
    }
    records.add(record("bad", "no post".getBytes(UTF_8), night.plus(Duration.ofMinutes(9))));
    ProducerRecord<byte[], byte[]> end =
        record(EndOfRange.KEY, null, night.plus(Duration.ofMinutes(30)));
    new EndOfRange(night.plus(Duration.ofMinutes(30)).toEpochMilli()).writeTo(end.headers());
    records.add(end);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            SecuredCluster.client(logins.get(Party.POSTER)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private ProducerRecord<byte[], byte[]> raw(
      String id, String source, String title, String body, Instant at) {
    return record(
        source + ":" + id,
        RawPosts.rawPost().of(source, id).title(title).body(body).publishedAt(at).jsonBytes(),
        at);
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte[] value, Instant at) {
    return new ProducerRecord<>(
        topics.rawPosts().name(), 0, at.toEpochMilli(), key.getBytes(UTF_8), value);
  }

  private AlertEvent firstAlert(List<RunningService> services) {
    Map<String, Object> settings =
        new HashMap<>(SecuredCluster.client(logins.get(Party.SUBSCRIBER)));
    settings.put("group.id", topics.namespace() + "-subscriber-desk");
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    List<AlertEvent> events = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topics.alerts().name()));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                services.forEach(
                    service ->
                        assertThat(service.failure().toCompletableFuture()).isNotCompleted());
                for (ConsumerRecord<byte[], byte[]> record :
                    consumer.poll(Duration.ofMillis(200))) {
                  events.add(
                      topics
                          .alerts()
                          .valueSerde()
                          .deserializer()
                          .deserialize(record.topic(), record.value()));
                }
                return !events.isEmpty();
              });
    }
    return events.get(0);
  }

  private List<String> deadLetters(String service) {
    String topic = topics.deadLetters(service).name();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            cluster.plain(),
            "group.id",
            "administrator-" + topics.namespace(),
            "auto.offset.reset",
            "earliest");
    List<String> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(record -> letters.add(new String(record.value(), UTF_8)));
                return !letters.isEmpty();
              });
    }
    return letters;
  }
}
