package io.tocsin.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.avro.Post;
import io.tocsin.ingest.IngestApp;
import io.tocsin.ingest.feed.core.FeedFiles;
import io.tocsin.ingest.feed.fetch.LocalWeb;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Feeds of a local web server through a real broker and ingest to clean posts. */
@ExtendWith(ClusterExtension.class)
class FeedsIT {
  private static final int PARTITIONS = 2;

  private final LocalWeb web = new LocalWeb();
  private final StringWriter out = new StringWriter();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    web.close();
  }

  private static ServiceConfig config(TestCluster cluster, Path state) {
    ServiceConfigBuilder builder = ServiceShell.config(IngestApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    return builder.stateDir(state).partitions(PARTITIONS).build();
  }

  private Path list(String every) throws IOException {
    return Files.writeString(
        directory.resolve("feeds.yaml"),
        """
        hostPause: 0s
        feeds:
          - {source: gazette, url: '%s', every: %s, inside: [127.0.0.1]}
          - {source: wire, url: '%s', every: 1h, inside: [127.0.0.1]}
        """
            .formatted(web.url("/rss"), every, web.url("/wire")));
  }

  private int once(TestCluster cluster, Path list) {
    List<String> arguments = new ArrayList<>(List.of("--once", "--list", list.toString()));
    for (Map.Entry<String, String> setting : cluster.settings().entrySet()) {
      arguments.add("--set");
      arguments.add(setting.getKey() + "=" + setting.getValue());
    }
    arguments.addAll(
        List.of(
            "--state-dir",
            directory.resolve("door").toString(),
            "--set",
            "topics.partitions=" + PARTITIONS));
    CommandLine command = FeedsCommand.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(out));
    return command.execute(arguments.toArray(String[]::new));
  }

  @Test
  @SuppressWarnings("try") // the service runs, nobody asks it anything
  void shouldMakeItemsPostsAndEditsRevisions(TestCluster cluster) throws IOException {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    web.page("/rss", FeedFiles.bytes("harbour.rss.xml"));
    web.page("/wire", FeedFiles.bytes("wire.newsml.xml"));
    Path list = list("5m");
    ServiceConfig config = config(cluster, cluster.stateDir());
    try (var ingest = ServiceShell.start(IngestApp.of(config), config)) {
      assertThat(once(cluster, list)).as(out::toString).isZero();
      assertThat(out.toString()).contains("2 feeds, 0 failed; 6 new");

      out.getBuffer().setLength(0);
      web.page(
          "/rss",
          FeedFiles.text("harbour.rss.xml").replace("from noon", "from two").getBytes(UTF_8));
      assertThat(once(cluster, list)).as(out::toString).isZero();
      assertThat(out.toString()).contains("2 feeds, 0 failed; 1 changed, 5 unchanged");

      List<ConsumerRecord<String, Post>> posts = cluster.awaitRecords(topics.posts(), 7);
      Post edited =
          posts.stream()
              .filter(post -> post.key().equals("gazette:gazette-17"))
              .map(ConsumerRecord::value)
              .reduce((first, second) -> second)
              .orElseThrow();
      assertThat(edited.getRevision()).isEqualTo(2);
      assertThat(edited.getBody()).contains("stay in port from two");
      assertThat(edited.getPublishedAt()).isEqualTo(Instant.parse("2022-02-11T09:15:00Z"));
      assertThat(posts)
          .filteredOn(post -> post.key().startsWith("wire:"))
          .extracting(post -> post.value().getStatus().toString())
          .containsExactlyInAnyOrder("USABLE", "KILLED", "KILLED");
    }
  }

  @Test
  void shouldPollAsAServiceAndTellHowItIs(TestCluster cluster) throws Exception {
    web.page("/rss", FeedFiles.bytes("harbour.rss.xml"));
    ServiceConfigBuilder builder = ServiceConfig.builder(FeedSettings.KEYS);
    cluster.settings().forEach(builder::set);
    ServiceConfig config =
        builder.stateDir(directory.resolve("service")).partitions(PARTITIONS).build();
    try (FeedService service = FeedService.start(config, FeedListFile.readGood(list("10s")))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(get(service, "/metrics"))
                      .containsPattern("feeds_items_total\\{[^}]*outcome=\"new\"[^}]*} 3\\.0")
                      .contains("tocsin_feeds_age_seconds", "feed=\"gazette\"")
                      .containsPattern("feeds_polls_total\\{[^}]*outcome=\"status\"[^}]*} [1-9]"));
      await()
          .untilAsserted(
              () -> assertThat(get(service, "/health/ready")).contains("all have leaders"));
      assertThat(get(service, "/health/ready")).contains("\"up\"").contains("all read in time");
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
    assertThat(
            cluster.awaitRecords(cluster.topics(ClockMode.LIVE, PARTITIONS).rawPosts().name(), 3))
        .hasSize(3);
  }

  private static String get(FeedService service, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(service.healthAddress().resolve(path)).build(),
            BodyHandlers.ofString())
        .body();
  }
}
