package io.tocsin.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Post;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import io.tocsin.enrich.core.tagger.TaggerAnnotator;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Posts;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class EnrichIT {

  private static final int PARTITIONS = 2;
  private static final long TIME = Instant.parse("2022-02-11T09:00:00Z").toEpochMilli();

  private final List<RunningService> running = new ArrayList<>();
  private TestCluster cluster;
  private Topics topics;

  @BeforeEach
  void setUp(TestCluster given) {
    cluster = given;
    topics = cluster.topics(ClockMode.EVENT, PARTITIONS);
  }

  @AfterEach
  void stop() {
    running.forEach(RunningService::close);
  }

  private void startInstance(String name) {
    ServiceConfig config = config(name);
    running.add(ServiceShell.start(new EnrichApp(config), config));
  }

  /** An instance whose tagger has a model that cannot be read, and whose tags always fail. */
  private void startDegraded(String why) {
    TaggerAnnotator tagger =
        TaggerAnnotator.with(
            () -> {
              throw new IOException(why);
            });
    List<Annotator> annotators =
        StandardAnnotators.with(tagger, TerritoryPolicy.standard()).stream()
            .map(annotator -> annotator.name().equals("tags") ? new FailingTags() : annotator)
            .toList();
    ServiceConfig config = config("degraded");
    running.add(
        ServiceShell.start(new EnrichApp(config, policy -> annotators, tagger::trouble), config));
  }

  private ServiceConfig config(String name) {
    var builder = ServiceShell.config(EnrichApp.DEFINITION);
    settings(name).forEach(builder::set);
    return builder.build();
  }

  /** Fails on every post. */
  private static final class FailingTags implements Annotator {

    @Override
    public String name() {
      return "tags";
    }

    @Override
    public Annotations annotate(PostText post, Annotations soFar) {
      throw new IllegalStateException("on purpose");
    }
  }

  private HttpResponse<String> ready() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(running.get(0).httpAddress().resolve("/health/ready")).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private Map<String, String> settings(String name) {
    return Map.of(
        "tocsin.namespace", cluster.namespace(),
        "tocsin.mode", "event",
        "tocsin.kafka.bootstrap.servers", cluster.bootstrapServers(),
        "tocsin.registry.url", cluster.registryUrl(),
        "tocsin.state-dir", Path.of(cluster.stateDir().toString(), name).toString(),
        "tocsin.http.port", "0",
        "tocsin.topics.partitions", Integer.toString(PARTITIONS),
        "tocsin.topics.replication", "1");
  }

  private void post(String id, long time) {
    Post post = Posts.post().of("wire", id).seenAt(Instant.ofEpochMilli(time)).build();
    cluster.produce(topics.posts(), post.getPostKey(), post, time);
  }

  private void watermark(int partition, long time) {
    Watermark watermark = new Watermark(partition, PARTITIONS, time);
    RecordHeaders headers = new RecordHeaders();
    watermark.writeTo(headers);
    cluster.produce(
        List.of(
            new ProducerRecord<>(
                topics.posts().name(),
                partition,
                time,
                watermark.key().getBytes(UTF_8),
                null,
                headers)));
  }

  private List<ConsumerRecord<String, EnrichedPost>> awaitEnriched(int records) {
    TopicSpec<String, EnrichedPost> enriched = topics.enrichedPosts();
    return cluster.awaitRecords(
        enriched.name(),
        read -> read.size() >= records,
        enriched.keySerde().deserializer(),
        enriched.valueSerde().deserializer());
  }

  @Test
  void shouldPassPostsAndWatermarksInTheirPartitions() {
    startInstance("one");
    post("1", TIME);
    post("2", TIME + 1);
    watermark(0, TIME + 2);
    watermark(1, TIME + 3);

    List<ConsumerRecord<String, EnrichedPost>> out = awaitEnriched(4);

    assertThat(out)
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrder("wire:1", "wire:2", "~watermark/0", "~watermark/1");
    assertThat(out)
        .allSatisfy(record -> assertThat(record.partition()).isEqualTo(expectedPartition(record)));
    assertThat(out)
        .filteredOn(record -> record.key().equals("~watermark/1"))
        .extracting(record -> Watermark.read(record.key(), record.headers()).orElseThrow().time())
        .containsExactly(TIME + 3);
    assertThat(out)
        .filteredOn(record -> record.key().equals("wire:1"))
        .singleElement()
        .satisfies(record -> assertThat(record.timestamp()).isEqualTo(TIME))
        .satisfies(record -> assertThat(record.value().getLanguage()).isEqualTo("en"));
  }

  private static int expectedPartition(ConsumerRecord<String, EnrichedPost> record) {
    return Watermark.isKey(record.key())
        ? Integer.parseInt(record.key().substring(Watermark.KEY_PREFIX.length()))
        : Utils.toPositive(Utils.murmur2(record.key().getBytes(UTF_8))) % PARTITIONS;
  }

  @Test
  void shouldPutAnUnreadableRecordAmongTheDeadLettersAndGoOn() {
    startInstance("one");
    post("1", TIME);
    cluster.produce(topics.posts().name(), "wire:2", "this is not Avro", TIME);
    post("3", TIME);

    List<ConsumerRecord<byte[], byte[]>> dead =
        cluster.awaitRecords(topics.deadLetters(EnrichApp.NAME).name(), 1);

    assertThat(dead).hasSize(1);
    assertThat(new String(dead.get(0).value(), UTF_8)).isEqualTo("this is not Avro");
    assertThat(header(dead.get(0), DeadLetterHeaders.REASON)).isEqualTo("unreadable-bytes");
    assertThat(header(dead.get(0), DeadLetterHeaders.TOPIC)).isEqualTo(topics.posts().name());
    assertThat(awaitEnriched(2))
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrder("wire:1", "wire:3");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void shouldShareTheWorkAmongInstancesAndDoItOnce() {
    startInstance("one");
    startInstance("two");
    for (int i = 0; i < 50; i++) {
      post(Integer.toString(i), TIME + i);
    }
    awaitEnriched(25);
    running.remove(0).close();
    for (int i = 50; i < 100; i++) {
      post(Integer.toString(i), TIME + i);
    }

    awaitEnriched(100);

    assertThat(cluster.readAll(topics.enrichedPosts()))
        .hasSize(100)
        .extracting(ConsumerRecord::key)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldSayThatItIsAlive() {
    startInstance("one");
    watermark(0, TIME);

    assertThat(
            cluster.awaitRecords(
                topics.status(),
                read -> read.stream().anyMatch(record -> record.value().getWatermark() != null)))
        .extracting(ConsumerRecord::key)
        .contains("enrich/annotate/0");
  }

  @Test
  void shouldPassPostsOnAndSayThatItIsDegradedWhereAnnotatorsFail()
      throws IOException, InterruptedException {
    startDegraded("the model is damaged");
    post("1", TIME);

    assertThat(awaitEnriched(1).get(0).value().getFailedAnnotators())
        .containsExactly("tagger", "tags");
    HttpResponse<String> answer = ready();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"status\":\"degraded\"")
        .contains(
            "{\"name\":\"tagger\",\"status\":\"degraded\",\"detail\":\"the model is damaged\"}")
        .contains("\"tagger failed: IOException; tags failed: IllegalStateException\"");
  }

  @Test
  void shouldBeUpWhereNothingFails() throws IOException, InterruptedException {
    startInstance("one");
    post("1", TIME);
    awaitEnriched(1);

    assertThat(ready().statusCode()).isEqualTo(200);
    assertThat(ready().body()).startsWith("{\"status\":\"up\"");
  }
}
