package io.tocsin.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.AlertsApp;
import io.tocsin.alerts.RulesTopic;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AccessRights.Right;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rights that the catalogue gives to each party are enough, and not one of them is too much:
 * with each taken away alone it does not work, and says which it lacks. Each case has a namespace
 * and a principal of its own, so that many run at once.
 */
@ExtendWith(SecuredCluster.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeastRightsIT {
  private static final int AT_ONCE = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant AT = Instant.parse("2022-02-11T00:00:00Z");
  private static final AtomicInteger NEXT = new AtomicInteger(1);
  private static final String RULES =
      """
      rules:
        - id: flight
          match: evacuate
          windows: [10m]
          falseAlarms: 1 per 7d
          minimum: {voices: 3, sources: 2}
      """;
  private static final Map<Party, ServiceDefinition> SERVICES =
      Map.of(
          Party.INGEST, IngestApp.DEFINITION,
          Party.ENRICH, EnrichApp.DEFINITION,
          Party.ALERTS, AlertsApp.DEFINITION);

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final List<Case> cases = new ArrayList<>();
  private SecuredCluster cluster;
  private Map<Case, Future<Optional<Throwable>>> outcomes = Map.of();

  /** A party that lacks one right, or none. */
  private record Case(Topics topics, Party party, Optional<Right> lacking) {
    String name() {
      return topics.namespace();
    }

    List<AclBinding> bindings() {
      return new AccessRights(topics, party)
          .all().stream()
              .filter(right -> lacking.filter(right::equals).isEmpty())
              .map(right -> right.binding("User:" + name()))
              .toList();
    }

    @Override
    public String toString() {
      return party.label()
          + lacking
              .map(
                  right ->
                      " without "
                          + AccessRights.word(right.operation())
                          + " on "
                          + right.resource().resourceType()
                          + " "
                          + right.resource().name())
              .orElse(" with all its rights");
    }
  }

  @BeforeAll
  void startAll(SecuredCluster shared) {
    cluster = shared;
    Stream.of(Party.values()).filter(party -> party != Party.REPLAY).forEach(this::addCases);
    cluster.create(
        cases.stream()
            .filter(each -> each.party() != Party.TOPICS_CREATE)
            .flatMap(each -> each.topics().all().stream())
            .filter(this::isNeeded)
            .map(topic -> topic.toNewTopic((short) 1))
            .toList());
    cluster.allow(cases.stream().flatMap(each -> each.bindings().stream()).toList());
    outcomes =
        cases.stream()
            .collect(Collectors.toMap(each -> each, each -> threads.submit(() -> outcome(each))));
  }

  @AfterAll
  void stopAll() {
    threads.shutdownNow();
  }

  private void addCases(Party party) {
    cases.add(new Case(catalogue(), party, Optional.empty()));
    int rights = new AccessRights(catalogue(), party).all().size();
    for (int i = 0; i < rights; i++) {
      Topics topics = catalogue();
      cases.add(new Case(topics, party, Optional.of(new AccessRights(topics, party).all().get(i))));
    }
  }

  private Topics catalogue() {
    return Topics.of("rights" + NEXT.getAndIncrement(), ClockMode.LIVE, 1, AvroSerdes.inMemory());
  }

  /** Topics that the party of the namespace does not touch need not exist. */
  private boolean isNeeded(TopicSpec<?, ?> topic) {
    Case owner =
        cases.stream()
            .filter(each -> topic.name().startsWith(each.name() + "."))
            .findFirst()
            .orElseThrow();
    boolean all = owner.party() == Party.TOPICS_CHECK;
    return all
        || topic.access().readers().contains(owner.party())
        || topic.access().writers().contains(owner.party());
  }

  @TestFactory
  Stream<DynamicTest> shouldBeEnoughAndNotOneTooMany() {
    return cases.stream().map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
  }

  private void check(Case each) throws Exception {
    Optional<Throwable> outcome =
        outcomes.get(each).get(10 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (each.lacking().isEmpty()) {
      assertThat(outcome).isEmpty();
      return;
    }
    assertThat(outcome).as("it works without the right").isPresent();
    if (isOurs(each.party())) {
      Right right = each.lacking().get();
      assertThat(outcome.get().getMessage().lines().filter(line -> line.contains(" needs ")))
          .as("it lacks one right and no other")
          .allSatisfy(line -> assertThat(line).contains(AccessRights.word(right.operation())))
          .hasSize(
              each.party() == Party.TOPICS_CREATE || each.party() == Party.TOPICS_CHECK
                  ? each.topics().all().size()
                  : 1);
      assertThat(outcome.get().getMessage())
          .contains("User:" + each.name())
          .contains(AccessRights.word(right.operation()))
          .contains(right.resource().name());
    }
  }

  private static boolean isOurs(Party party) {
    return party != Party.POSTER && party != Party.SUBSCRIBER && party != Party.MONITOR;
  }

  /** Lets the party do its work; what it fails with. */
  private Optional<Throwable> outcome(Case each) {
    try {
      switch (each.party()) {
        case INGEST, ENRICH, ALERTS -> serve(each);
        case POSTER -> post(each);
        case SUBSCRIBER -> subscribe(each);
        case MONITOR ->
            each.topics().all().stream()
                .filter(topic -> topic.access().readers().contains(Party.MONITOR))
                .forEach(topic -> read(each, topic.name()));
        case RULES_APPLY ->
            new RulesTopic(config(each, AlertsApp.DEFINITION))
                .apply(
                    RuleFile.read(RULES.getBytes(StandardCharsets.UTF_8)).rules(),
                    InstantSource.fixed(AT));
        case RULES_LIST -> new RulesTopic(config(each, AlertsApp.DEFINITION)).read();
        case TOPICS_CREATE -> {
          TopicProvisioning.create(newTopics(each), config(each, IngestApp.DEFINITION));
          TopicProvisioning.check(newTopics(each), config(each, IngestApp.DEFINITION));
        }
        case TOPICS_CHECK ->
            TopicProvisioning.check(newTopics(each), config(each, IngestApp.DEFINITION));
        default -> throw new IllegalArgumentException(each.toString());
      }
      return Optional.empty();
    } catch (RuntimeException failed) {
      return Optional.of(failed);
    }
  }

  private static List<org.apache.kafka.clients.admin.NewTopic> newTopics(Case each) {
    return each.topics().all().stream().map(topic -> topic.toNewTopic((short) 1)).toList();
  }

  private ServiceConfig config(Case each, ServiceDefinition definition) {
    ServiceConfigBuilder builder = ServiceShell.config(definition);
    cluster.plainLogin(each.name()).forEach(builder::set);
    return builder
        .namespace(each.name())
        .registryUrl(cluster.registry())
        .partitions(1)
        .stateDir(cluster.stateDir(each.name()))
        .set("tocsin.topics.provision", "false")
        .set("tocsin.startup-timeout", "30s")
        .streams("repartition.purge.interval.ms", "100")
        .build();
  }

  /** A service works when its signs of life are on the status topic and it has not ended since. */
  private void serve(Case each) {
    ServiceDefinition definition = SERVICES.get(each.party());
    feed(each);
    ServiceConfig config = config(each, definition);
    try (RunningService service = ServiceShell.start(definition.app().apply(config), config)) {
      int stages = each.party() == Party.ENRICH ? 1 : 2;
      boolean lacking = each.lacking().isPresent();
      Awaitility.await(each.toString())
          .atMost(PATIENCE)
          .until(
              () ->
                  service.failure().toCompletableFuture().isDone()
                      || (!lacking && signsOfLife(each) >= stages));
      if (service.failure().toCompletableFuture().isDone()) {
        throw service.failure().toCompletableFuture().join();
      }
    } catch (ConditionTimeoutException worksOn) {
      if (each.lacking().isEmpty()) {
        throw worksOn;
      }
    }
  }

  /** What the stage before has to say: a watermark. Ingest makes its own. */
  private void feed(Case each) {
    if (each.party() == Party.INGEST) {
      return;
    }
    TopicSpec<?, ?> input =
        each.party() == Party.ENRICH ? each.topics().posts() : each.topics().enrichedPosts();
    Watermark watermark = new Watermark(0, 1, AT.toEpochMilli());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            input.name(),
            0,
            AT.toEpochMilli(),
            watermark.key().getBytes(StandardCharsets.UTF_8),
            (byte[]) null);
    watermark.writeTo(record.headers());
    send(Map.of("bootstrap.servers", cluster.plain()), record);
  }

  private long signsOfLife(Case each) {
    return stages(Map.of("bootstrap.servers", cluster.plain()), each.topics().status().name());
  }

  private static long stages(Map<String, Object> client, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      Set<String> keys = new HashSet<>();
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
      }
      return keys.size();
    }
  }

  private Map<String, Object> client(Case each) {
    return new HashMap<>(SecuredCluster.client(cluster.plainLogin(each.name())));
  }

  private void post(Case each) {
    send(
        client(each),
        new ProducerRecord<>(each.topics().rawPosts().name(), new byte[] {1}, new byte[] {2}));
  }

  private static void send(Map<String, Object> client, ProducerRecord<byte[], byte[]> record) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("max.block.ms", 20_000);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void subscribe(Case each) {
    each.topics().all().stream()
        .filter(topic -> topic.access().readers().contains(Party.SUBSCRIBER))
        .forEach(topic -> read(each, topic.name()));
    Map<String, Object> settings = client(each);
    settings.put("group.id", each.name() + "-subscriber-desk");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(each.topics().alerts().name()));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
              });
      consumer.commitSync();
    }
  }

  private void read(Case each, String topic) {
    Map<String, Object> settings = client(each);
    settings.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      consumer.position(partition);
      consumer.poll(Duration.ofMillis(500));
    }
  }
}
