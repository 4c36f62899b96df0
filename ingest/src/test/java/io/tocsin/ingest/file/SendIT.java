package io.tocsin.ingest.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Post;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files through a real broker, and to the service behind it. */
@ExtendWith(ClusterExtension.class)
class SendIT {
  private static final int PARTITIONS = 3;

  @TempDir private Path directory = Path.of("unset");

  private record Run(int exitCode, String out, String err) {}

  private static Run send(InputStream input, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        SendCommand.commandLine(input)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(new String[0]));
    return new Run(exitCode, out.toString(), err.toString());
  }

  private static Run send(TestCluster cluster, InputStream input, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("--no-progress", "--registry", cluster.registryUrl()));
    all.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
    all.addAll(List.of("--namespace", cluster.namespace()));
    all.addAll(List.of("--set", "tocsin.topics.partitions=" + PARTITIONS));
    all.addAll(List.of(arguments));
    return send(input, all);
  }

  private static RunningService ingest(TestCluster cluster) {
    ServiceConfigBuilder builder = ServiceShell.config(IngestApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    ServiceConfig config = builder.partitions(PARTITIONS).build();
    return ServiceShell.start(IngestApp.of(config), config);
  }

  @Test
  void shouldComeThroughOnceHoweverOftenItIsSent(TestCluster cluster) throws Exception {
    StringBuilder rows = new StringBuilder("Who,No,Headline\n");
    for (int i = 0; i < 200; i++) {
      rows.append("gazette,").append(i).append(",Ferry ").append(i).append(" stops\n");
    }
    Path file = Files.writeString(directory.resolve("posts.csv"), rows);
    String[] arguments = {file.toString(), "--map", "source=Who,id=No,title=Headline"};

    Run first = send(cluster, InputStream.nullInputStream(), arguments);
    Run again = send(cluster, InputStream.nullInputStream(), arguments);
    String last = "{\"source\":\"gazette\",\"id\":\"last\",\"title\":\"The end\"}";
    Run piped = send(cluster, new ByteArrayInputStream(last.getBytes(UTF_8)), "-");

    assertThat(List.of(first, again, piped))
        .allSatisfy(run -> assertThat(run.exitCode()).as(run.err()).isZero());
    assertThat(first.out()).isEqualTo(file + ": 200 posts\n200 posts sent\n");
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    assertThat(cluster.readAll(topics.rawPosts().name()))
        .hasSize(401)
        .extracting(record -> new String(record.key(), UTF_8))
        .contains("gazette:0", "gazette:199", "gazette:last");
    try (RunningService service = ingest(cluster)) {
      List<ConsumerRecord<String, Post>> posts = cluster.awaitRecords(topics.posts(), 201);
      assertThat(posts).extracting(ConsumerRecord::key).doesNotHaveDuplicates().hasSize(201);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldEndWithThreeWhereThereIsNoBroker(TestCluster cluster) throws Exception {
    Path file = Files.writeString(directory.resolve("posts.jsonl"), "{}");

    Run run =
        send(
            cluster,
            InputStream.nullInputStream(),
            file.toString(),
            "--set",
            "tocsin.kafka.bootstrap.servers=127.0.0.1:1",
            "--set",
            "tocsin.startup-timeout=1s");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("tocsin.kafka.bootstrap.servers");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void shouldEndWithTwoWhereTheNamespaceIsOfThePast(TestCluster cluster) throws Exception {
    Path file = Files.writeString(directory.resolve("posts.jsonl"), "{}");

    Run run = send(cluster, InputStream.nullInputStream(), file.toString(), "--mode", "event");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("history is sent by replay");
  }
}
