package io.tocsin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Post;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.operations.probe.ProbeService;
import io.tocsin.operations.probe.ProbeSettings;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end-to-end probe through the real services, while they work and while one does not. */
@ExtendWith(ClusterExtension.class)
class ProbeIT {
  private static final int PARTITIONS = 3;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void shouldComeThroughAndTellWhenItDoesNot(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    cluster.create(topics);
    try (RunningService ingest = serve(cluster, IngestApp.DEFINITION);
        ProbeService probe = ProbeService.start(probe(cluster))) {
      assertThat(ingest.name()).isEqualTo("ingest");
      URI address = probe.healthAddress();
      assertThat(get(address, "/health/ready").body()).contains("no post has come through yet");
      try (RunningService enrich = serve(cluster, EnrichApp.DEFINITION)) {
        assertThat(enrich.name()).isEqualTo("enrich");
        awaitWell(address);
        await()
            .atMost(TestCluster.PATIENCE)
            .until(() -> metric(address, "tocsin_probe_latency_seconds_count") > PARTITIONS);
      }
      await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> get(address, "/health/ready").statusCode() == 503);
      await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> metric(address, "tocsin_probe_partitions_lost") == PARTITIONS);
      assertThat(metric(address, "tocsin_probe_lost_total")).isPositive();
      assertThat(get(address, "/health/live").statusCode()).isEqualTo(200);
      try (RunningService enrich = serve(cluster, EnrichApp.DEFINITION)) {
        assertThat(enrich.name()).isEqualTo("enrich");
        awaitWell(address);
      }
      assertThat(probe.failure().toCompletableFuture()).isNotDone();
    }
    assertLittleIsLeft(cluster.readAll(topics.enrichedPosts()));
  }

  /** All partitions, and none of them lost. */
  private static void awaitWell(URI address) {
    await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(
            () -> {
              HttpResponse<String> ready = get(address, "/health/ready");
              assertThat(ready.body()).startsWith("{\"status\":\"up\"");
              assertThat(ready.statusCode()).isEqualTo(200);
            });
  }

  /** A post for each partition, with one revision after the other, none of which counts. */
  private static void assertLittleIsLeft(List<ConsumerRecord<String, EnrichedPost>> enriched) {
    Map<Integer, String> keys = new TreeMap<>();
    Map<String, Integer> revisions = new TreeMap<>();
    for (ConsumerRecord<String, EnrichedPost> record : enriched) {
      Post post = record.value().getPost();
      assertThat(post.getSource()).isEqualTo("tocsin-probe");
      assertThat(post.getFlags()).containsExactly("BACKLOG");
      assertThat(keys.computeIfAbsent(record.partition(), first -> record.key()))
          .isEqualTo(record.key());
      assertThat(post.getRevision()).isEqualTo(revisions.merge(record.key(), 1, Integer::sum));
    }
    assertThat(keys.keySet())
        .containsExactlyElementsOf(IntStream.range(0, PARTITIONS).boxed().toList());
  }

  private static ServiceConfig probe(TestCluster cluster) {
    return config(cluster, ServiceConfig.builder(ProbeSettings.KEYS))
        .set("tocsin.probe.interval", "1s")
        .set("tocsin.probe.timeout", "5s")
        .build();
  }

  private static RunningService serve(TestCluster cluster, ServiceDefinition service) {
    ServiceConfig config = config(cluster, ServiceShell.config(service)).build();
    return ServiceShell.start(service.app().apply(config), config);
  }

  private static ServiceConfigBuilder config(TestCluster cluster, ServiceConfigBuilder builder) {
    cluster.settings().forEach(builder::set);
    return builder.partitions(PARTITIONS);
  }

  private static double metric(URI address, String name) {
    Matcher line =
        Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)$")
            .matcher(get(address, "/metrics").body());
    assertThat(line.find()).as(name).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private static HttpResponse<String> get(URI address, String path) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(address.resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
