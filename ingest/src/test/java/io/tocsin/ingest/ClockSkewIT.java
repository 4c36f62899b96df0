package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.avro.Post;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ingest on a host whose clock is not the broker's. */
@ExtendWith(ClusterExtension.class)
class ClockSkewIT {

  private static RunningService start(TestCluster cluster, Duration skew) {
    ServiceConfigBuilder builder = ServiceShell.config(IngestApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    ServiceConfig config = builder.partitions(1).build();
    InstantSource wrong = InstantSource.offset(InstantSource.system(), skew);
    return ServiceShell.start(IngestApp.of(config, wrong), config);
  }

  private static List<ConsumerRecord<String, Post>> sendAndAwait(
      TestCluster cluster, Topics topics, int from, int to) {
    cluster.produce(
        IntStream.range(from, to)
            .mapToObj(
                number ->
                    new ProducerRecord<byte[], byte[]>(
                        topics.rawPosts().name(),
                        null,
                        RawPosts.rawPost().of("wire", "post-" + number).jsonBytes()))
            .toList());
    return cluster.awaitRecords(topics.posts(), to);
  }

  private static String get(RunningService service, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(service.httpAddress().resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long watermark(TestCluster cluster, Topics topics) {
    return cluster.readAll(topics.posts().name()).stream()
        .filter(record -> record.value() == null)
        .mapToLong(ConsumerRecord::timestamp)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  @Test
  void shouldKeepEveryPostInOrderAndSaySoWhenItsClockIsAhead(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, 1);
    try (RunningService service = start(cluster, Duration.ofMinutes(5))) {
      long begin = System.currentTimeMillis();
      await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> watermark(cluster, topics) > begin + Duration.ofMinutes(4).toMillis());

      List<ConsumerRecord<String, Post>> posts = sendAndAwait(cluster, topics, 0, 5);

      assertThat(posts)
          .extracting(ConsumerRecord::key)
          .containsExactlyElementsOf(
              IntStream.range(0, 5).mapToObj(number -> "wire:post-" + number).toList());
      assertThat(posts).allMatch(post -> post.value().getFlags().contains("LATE"));
      assertThat(posts).isSortedAccordingTo((a, b) -> Long.compare(a.timestamp(), b.timestamp()));
      assertThat(get(service, "/health/ready"))
          .contains("\"clock\",\"status\":\"down\"")
          .contains("ahead of the broker's, more than tocsin.ingest.idle-margin=2000ms");
      assertThat(get(service, "/metrics"))
          .containsPattern("tocsin_ingest_clock_skew_seconds\\{[^}]*} (29\\d|30\\d)\\.");

      long held = watermark(cluster, topics);
      sendAndAwait(cluster, topics, 5, 6);
      assertThat(watermark(cluster, topics)).isLessThan(held + Duration.ofMinutes(1).toMillis());
    }
  }

  @Test
  void shouldLagButTakeNoPostAsLateWhenItsClockIsBehind(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, 1);
    try (RunningService service = start(cluster, Duration.ofMinutes(-5))) {
      List<ConsumerRecord<String, Post>> posts = sendAndAwait(cluster, topics, 0, 5);

      assertThat(posts).noneMatch(post -> post.value().getFlags().contains("LATE"));
      assertThat(get(service, "/health/ready"))
          .contains("\"clock\",\"status\":\"down\"")
          .contains("behind the broker's, more than tocsin.ingest.idle-margin=2000ms");
    }
  }

  @Test
  void shouldBeSilentWhenTheClocksAgree(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, 1);
    try (RunningService service = start(cluster, Duration.ZERO)) {
      List<ConsumerRecord<String, Post>> posts = sendAndAwait(cluster, topics, 0, 5);

      assertThat(posts).noneMatch(post -> post.value().getFlags().contains("LATE"));
      assertThat(get(service, "/health/ready")).contains("\"clock\",\"status\":\"up\"");
    }
  }
}
