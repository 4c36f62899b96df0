package io.tocsin.acceptance.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AccessRights.Right;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.RawPosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A right that is taken away while a service runs ends it with the principal, the resource and the
 * operation, and no post is given up for it.
 */
@ExtendWith(SecuredCluster.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevokedRightsIT {
  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What only a start needs. */
  private static final List<AclOperation> AT_THE_START =
      List.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.CREATE);

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final List<Case> cases = new ArrayList<>();
  private SecuredCluster cluster;
  private List<Future<ServiceFailure>> failures = List.of();

  private record Case(Topics topics, Right revoked) {
    String name() {
      return topics.namespace();
    }

    AccessRights rights() {
      return new AccessRights(topics, Party.INGEST);
    }

    String principal() {
      return "User:" + name();
    }
  }

  @BeforeAll
  void startAll(SecuredCluster shared) {
    cluster = shared;
    int rights = new AccessRights(catalogue(0), Party.INGEST).all().size();
    IntStream.range(0, rights)
        .mapToObj(
            i -> new Case(catalogue(i), new AccessRights(catalogue(i), Party.INGEST).all().get(i)))
        .filter(each -> !AT_THE_START.contains(each.revoked().operation()))
        .filter(each -> !isUnusedForDays(each))
        .forEach(cases::add);
    cluster.create(
        cases.stream()
            .flatMap(
                each ->
                    Stream.of(
                        each.topics().rawPosts(),
                        each.topics().posts(),
                        each.topics().sources(),
                        each.topics().sourceEvents(),
                        each.topics().status(),
                        each.topics().deadLetters("ingest")))
            .map(topic -> topic.toNewTopic((short) 1))
            .toList());
    cluster.allow(
        cases.stream().flatMap(each -> each.rights().bindings(each.principal()).stream()).toList());
    failures = cases.stream().map(each -> threads.submit(() -> failure(each))).toList();
  }

  private static Topics catalogue(int i) {
    return Topics.of("revoked" + i, ClockMode.LIVE, 1, AvroSerdes.inMemory());
  }

  @AfterAll
  void stopAll() {
    threads.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> shouldEndTheServiceAndSayWhy() {
    return IntStream.range(0, cases.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    AccessRights.word(cases.get(i).revoked().operation())
                        + " on "
                        + cases.get(i).revoked().resource().name(),
                    () -> check(cases.get(i), failures.get(i))));
  }

  private void check(Case each, Future<ServiceFailure> ended) throws Exception {
    ServiceFailure failure = ended.get(5 * PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
    assertThat(failure.getMessage())
        .contains(each.principal())
        .contains(AccessRights.word(each.revoked().operation()))
        .contains(each.revoked().resource().name());
    assertThat(end(each.topics().deadLetters("ingest").name())).isZero();
  }

  /** Starts ingest, waits until it works, takes the right away and sends something to do. */
  private ServiceFailure failure(Case each) throws Exception {
    ServiceConfigBuilder builder = ServiceShell.config(IngestApp.DEFINITION);
    cluster.plainLogin(each.name()).forEach(builder::set);
    ServiceConfig config =
        builder
            .namespace(each.name())
            .registryUrl(cluster.registry())
            .partitions(1)
            .stateDir(cluster.stateDir(each.name()))
            .set("tocsin.startup-timeout", "60s")
            .streams("repartition.purge.interval.ms", "100")
            .build();
    try (RunningService service =
        ServiceShell.start(IngestApp.DEFINITION.app().apply(config), config)) {
      Future<ServiceFailure> failure = service.failure().toCompletableFuture();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> failure.isDone() || end(each.topics().posts().name()) > 0);
      assertThat(failure).as("before anything was taken away").isNotDone();
      cluster.forbid(each.revoked().binding(each.principal()));
      if (isForDeadLetters(each)) {
        send(each, "no post".getBytes(UTF_8));
      } else {
        send(each, RawPosts.rawPost().of("gazette", each.name()).jsonBytes());
      }
      return failure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** A source has an event only when its rhythm is known, which takes days. */
  private static boolean isUnusedForDays(Case each) {
    return each.revoked().resource().name().equals(each.topics().sourceEvents().name());
  }

  private static boolean isForDeadLetters(Case each) {
    return each.revoked().resource().name().endsWith("dead-letters");
  }

  private long end(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    return SecuredCluster.get(
            cluster.admin().listOffsets(Map.of(partition, OffsetSpec.latest())).all())
        .get(partition)
        .offset();
  }

  private void send(Case each, byte[] value) throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.plain()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(each.topics().rawPosts().name(), "a".getBytes(UTF_8), value))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
