package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.AlertEvent;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.JsonLinesWriter;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.Speed;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One history gives the same alert events for any number of partitions and any speed, and when the
 * process was killed on the way. The killed one runs on the Java of {@code tocsin.replay.java}
 * (default: that of the test), and another version of it has to give the same, too.
 */
@ExtendWith(ClusterExtension.class)
class ReplayExactnessIT {

  private static final History SAMPLE = History.of(SampleHistory.posts(), AsOf.SEEN, TimeRange.ALL);
  private static final int SENT_BEFORE_THE_KILL = 1_000;
  private static final Speed SLOWER = Speed.parse("100000x");

  @TempDir private Path directory = Path.of("unset");

  /** What has to be the same of an alert event: key, value without a schema id, our headers. */
  private record Exact(String key, ByteBuffer bytes, String headers, AlertEvent value) {

    private static final Comparator<Exact> ORDER =
        Comparator.comparing((Exact event) -> event.value().getAt())
            .thenComparing(event -> event.value().getAlert().getRuleId())
            .thenComparing(event -> event.value().getAlert().getScope())
            .thenComparing(event -> event.value().getSequence());

    static Exact of(ConsumerRecord<String, AlertEvent> record) {
      TreeMap<String, String> headers = new TreeMap<>();
      record
          .headers()
          .forEach(
              header ->
                  headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
      return new Exact(record.key(), bytes(record.value()), headers.toString(), record.value());
    }

    private static ByteBuffer bytes(AlertEvent event) {
      try {
        return event.toByteBuffer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void shouldBeTheSameInSixPartitionsAtALowerSpeed(TestCluster cluster) {
    ReplayRequest plain = request(cluster, "plain", 1);
    ReplayRequest slower = request(cluster, "slower", 6).at(SLOWER);

    Replay.run(plain, ReplayListener.SILENT);
    Replay.run(slower, ReplayListener.SILENT);

    assertThat(events(cluster, plain.namespace(), 1)).isNotEmpty();
    assertThat(events(cluster, slower.namespace(), 6))
        .isEqualTo(events(cluster, plain.namespace(), 1));
  }

  @Test
  void shouldBeTheSameAfterTheProcessWasKilled(TestCluster cluster) throws Exception {
    ReplayRequest undisturbed = request(cluster, "undisturbed", 1);
    Replay.run(undisturbed, ReplayListener.SILENT);
    String name = cluster.namespace() + "-killed";
    Topics topics = Topics.of("replay-" + name, ClockMode.EVENT, 3, cluster.serdes());

    Process killed = launch(cluster, name, "--speed", "50000x");
    try {
      cluster.awaitRecords(topics.rawPosts().name(), SENT_BEFORE_THE_KILL);
    } finally {
      killed.destroyForcibly().waitFor();
    }
    assertThat(cluster.readAll(topics.rawPosts().name()))
        .as("it was killed on its way")
        .hasSizeLessThan((int) SAMPLE.extent().posts());

    Process resumed = launch(cluster, name, "--resume");
    try {
      assertThat(resumed.waitFor(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("it ends by itself")
          .isTrue();
    } finally {
      resumed.destroyForcibly().waitFor();
    }

    assertThat(resumed.exitValue()).as(output(name)).isZero();
    assertThat(cluster.readAll(topics.rawPosts().name()))
        .as("every post once, and the end mark")
        .hasSize((int) SAMPLE.extent().posts() + 1);
    assertThat(events(cluster, "replay-" + name, 3))
        .isNotEmpty()
        .isEqualTo(events(cluster, undisturbed.namespace(), 1));
  }

  private static ReplayRequest request(TestCluster cluster, String name, int partitions) {
    return ReplayRequest.of(
            cluster.namespace() + "-" + name,
            SAMPLE,
            RuleFile.read(SampleHistory.rules()).rules(),
            cluster.stateDir().resolve(name),
            cluster.settings())
        .until(SampleHistory.END)
        .inPartitions(partitions);
  }

  private static List<Exact> events(TestCluster cluster, String namespace, int partitions) {
    Topics topics = Topics.of(namespace, ClockMode.EVENT, partitions, cluster.serdes());
    return cluster.readAll(topics.alerts()).stream().map(Exact::of).sorted(Exact.ORDER).toList();
  }

  /** The command as users run it, over a file, in three partitions. */
  private Process launch(TestCluster cluster, String name, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("tocsin.replay.java", javaOfTheTest()));
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ReplayMain.class.getName(), sampleFile().toString(), "--name", name));
    command.addAll(List.of("--to", SampleHistory.END.toString(), "--partitions", "3"));
    command.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
    command.addAll(List.of("--registry", cluster.registryUrl()));
    command.addAll(List.of("--state-dir", cluster.stateDir().toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
        .start();
  }

  private static String javaOfTheTest() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private String output(String name) throws IOException {
    return Files.readString(log(name));
  }

  private Path sampleFile() throws IOException {
    Path file = directory.resolve("sample.jsonl");
    if (!Files.exists(file)) {
      try (JsonLinesWriter writer = new JsonLinesWriter(Files.newOutputStream(file))) {
        for (RecordedPost post : SampleHistory.posts()) {
          writer.write(post);
        }
      }
    }
    return file;
  }
}
