package io.tocsin.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.avro.Post;
import io.tocsin.avro.RawPost;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.runtime.time.EndOfRange;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ingest on a real broker with a real registry. */
@ExtendWith(ClusterExtension.class)
class IngestIT {
  private static final int PARTITIONS = 3;
  private final List<RunningService> running = new ArrayList<>();

  @AfterEach
  void close() {
    running.forEach(RunningService::close);
  }

  private RunningService start(TestCluster cluster, ClockMode mode, String instance) {
    ServiceConfigBuilder builder = ServiceShell.config(IngestApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    ServiceConfig config =
        builder
            .set("tocsin.mode", mode == ClockMode.LIVE ? "live" : "event")
            .set("tocsin.ingest.idle-margin", "200ms")
            .stateDir(cluster.stateDir().resolve(instance))
            .partitions(PARTITIONS)
            .build();
    RunningService service = ServiceShell.start(IngestApp.of(config), config);
    running.add(service);
    return service;
  }

  private static RawPosts post(int number) {
    return RawPosts.rawPost().of("wire", "post-" + number).title("Headline " + number);
  }

  private static List<ProducerRecord<byte[], byte[]>> records(Topics topics, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> record(topics, post(number).jsonBytes()))
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> record(Topics topics, byte[] value) {
    return new ProducerRecord<>(topics.rawPosts().name(), null, value);
  }

  private static List<String> keys(List<ConsumerRecord<String, Post>> posts) {
    return posts.stream().map(ConsumerRecord::key).sorted().toList();
  }

  private static List<String> expectedKeys(int count) {
    return IntStream.range(0, count).mapToObj(i -> post(i).postKey()).sorted().toList();
  }

  private static List<Watermark> watermarks(TestCluster cluster, Topics topics) {
    return cluster.readAll(topics.posts().name()).stream()
        .flatMap(
            record -> Watermark.read(new String(record.key(), UTF_8), record.headers()).stream())
        .toList();
  }

  @Test
  void shouldTakeJsonAndAvroAndRefuseTheRest(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    start(cluster, ClockMode.LIVE, "a");
    RawPost avro = post(1).build();
    byte[] unknownSchema = ByteBuffer.allocate(12).put((byte) 0).putInt(999_999).array();
    String raw = topics.rawPosts().name();
    cluster.produce(
        List.of(
            record(topics, post(0).jsonBytes()),
            record(
                topics,
                Objects.requireNonNull(topics.rawPostSerde().serializer().serialize(raw, avro))),
            record(topics, unknownSchema),
            record(topics, new byte[5_000_000]),
            new ProducerRecord<>(raw, "k".getBytes(UTF_8), null),
            new ProducerRecord<>(raw, EndOfRange.KEY.getBytes(UTF_8), null),
            record(topics, post(2).jsonBytes())));
    List<ConsumerRecord<String, Post>> posts = cluster.awaitRecords(topics.posts(), 3);
    assertThat(keys(posts)).isEqualTo(expectedKeys(3));
    assertThat(posts).allMatch(p -> p.timestamp() == p.value().getSeenAt().toEpochMilli());
    List<ConsumerRecord<byte[], byte[]>> letters =
        cluster.awaitRecords(topics.deadLetters("ingest").name(), 4);
    assertThat(letters.stream().map(IngestIT::reason))
        .containsExactlyInAnyOrder("broken-avro", "too-large", "empty-value", "control-record");
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader(DeadLetterHeaders.REASON).value(), UTF_8);
  }

  private static String reasonAndDetail(ConsumerRecord<byte[], byte[]> letter) {
    byte[] detail = letter.headers().lastHeader(DeadLetterHeaders.REASON_DETAIL).value();
    return reason(letter) + ": " + new String(detail, UTF_8);
  }

  @Test
  void shouldMoveTheClockOfAnIdleTopic(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    start(cluster, ClockMode.LIVE, "a");
    cluster.produce(records(topics, 0, 1));
    cluster.awaitRecords(topics.posts(), 1);
    long after = System.currentTimeMillis();
    await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        watermarks(cluster, topics).stream()
                            .filter(watermark -> watermark.time() > after)
                            .map(Watermark::partition)
                            .collect(Collectors.toSet()))
                    .isEqualTo(Set.of(0, 1, 2)));
    assertThat(watermarks(cluster, topics))
        .allMatch(watermark -> watermark.of() == PARTITIONS)
        .allMatch(watermark -> watermark.time() <= System.currentTimeMillis());
  }

  @Test
  void shouldEndAReplayWithItsRange(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.EVENT, PARTITIONS);
    start(cluster, ClockMode.EVENT, "a");
    Instant begin = Instant.parse("2022-02-11T08:00:00Z");
    Instant end = Instant.parse("2022-02-12T00:00:00Z");
    String raw = topics.rawPosts().name();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(
          new ProducerRecord<>(
              raw, null, begin.plusSeconds(60L * i).toEpochMilli(), null, post(i).jsonBytes()));
    }
    RecordHeaders headers = new RecordHeaders();
    new EndOfRange(end.toEpochMilli()).writeTo(headers);
    records.add(
        new ProducerRecord<>(
            raw, null, end.toEpochMilli(), EndOfRange.KEY.getBytes(UTF_8), null, headers));
    cluster.produce(records);
    List<ConsumerRecord<String, Post>> posts = cluster.awaitRecords(topics.posts(), 20);
    assertThat(posts).allMatch(p -> p.value().getFlags().isEmpty());
    await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        watermarks(cluster, topics).stream()
                            .filter(watermark -> watermark.time() == end.toEpochMilli())
                            .map(Watermark::partition))
                    .containsExactlyInAnyOrder(0, 1, 2));
    assertThat(watermarks(cluster, topics))
        .allMatch(watermark -> watermark.time() <= end.toEpochMilli());
  }

  @Test
  void shouldGoOnAfterARestartWithoutDuplicates(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    RunningService first = start(cluster, ClockMode.LIVE, "a");
    cluster.produce(records(topics, 0, 50));
    cluster.awaitRecords(topics.posts(), 50);
    first.close();
    cluster.produce(records(topics, 0, 100));
    start(cluster, ClockMode.LIVE, "a");
    cluster.awaitRecords(topics.posts(), 100);
    cluster.produce(records(topics, 100, 101));
    List<ConsumerRecord<String, Post>> posts = cluster.awaitRecords(topics.posts(), 101);
    assertThat(keys(posts)).isEqualTo(expectedKeys(101));
    assertThat(posts).allMatch(p -> p.value().getRevision() == 1);
    assertRisingPerPartition(cluster, topics);
  }

  private static void assertRisingPerPartition(TestCluster cluster, Topics topics) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int wanted = partition;
      List<Long> times =
          watermarks(cluster, topics).stream()
              .filter(watermark -> watermark.partition() == wanted)
              .map(Watermark::time)
              .toList();
      assertThat(times).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldShareTheWorkAmongTwoInstances(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    RunningService first = start(cluster, ClockMode.LIVE, "a");
    RunningService second = start(cluster, ClockMode.LIVE, "b");
    await()
        .atMost(TestCluster.PATIENCE)
        .until(
            () ->
                first.state() == KafkaStreams.State.RUNNING
                    && second.state() == KafkaStreams.State.RUNNING);
    Set<String> sent = new HashSet<>();
    int[] next = {0};
    await()
        .atMost(TestCluster.PATIENCE)
        .until(
            () -> {
              cluster.produce(records(topics, next[0], next[0] + 50));
              sent.addAll(
                  IntStream.range(next[0], next[0] + 50).mapToObj(i -> post(i).postKey()).toList());
              next[0] += 50;
              return accepted(first) > 0 && accepted(second) > 0;
            });
    List<ConsumerRecord<String, Post>> posts = cluster.awaitRecords(topics.posts(), sent.size());
    assertThat(keys(posts)).hasSameSizeAs(sent).hasSameElementsAs(sent);
    first.close();
    cluster.produce(records(topics, next[0], next[0] + 10));
    assertThat(cluster.awaitRecords(topics.posts(), sent.size() + 10)).hasSize(sent.size() + 10);
    assertThat(
            cluster.readAll(topics.deadLetters("ingest").name()).stream()
                .map(IngestIT::reasonAndDetail))
        .isEmpty();
  }

  private static double accepted(RunningService service) {
    return service.meters().get("tocsin.ingest.posts.accepted").counter().count();
  }
}
