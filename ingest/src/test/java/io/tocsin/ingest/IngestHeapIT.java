package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ingest as a process of its own, with the heap that it is given in production. */
@ExtendWith(ClusterExtension.class)
class IngestHeapIT {
  private static final int FLOOD = 120;

  @Test
  void shouldBearAFloodOfLargeRecordsWith512Megabytes(TestCluster cluster) throws Exception {
    Topics topics = cluster.topics(ClockMode.LIVE, 1);
    cluster.create(topics.rawPosts());
    String raw = topics.rawPosts().name();
    for (int i = 0; i < FLOOD; i++) {
      cluster.produce(List.of(new ProducerRecord<>(raw, null, new byte[5_000_000])));
    }
    cluster.produce(List.of(new ProducerRecord<>(raw, null, RawPosts.rawPost().jsonBytes())));
    Path log = Files.createTempFile("ingest-heap", ".log");
    Process ingest = start(cluster, log);
    try {
      assertThat(cluster.awaitRecords(topics.posts(), 1)).hasSize(1);
      assertThat(cluster.awaitRecords(topics.deadLetters("ingest").name(), FLOOD)).hasSize(FLOOD);
      assertThat(ingest.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError");
    } finally {
      ingest.destroy();
      assertThat(ingest.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process start(TestCluster cluster, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                IngestMain.class.getName(),
                "--set",
                "tocsin.topics.partitions=1"));
    cluster.settings().forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
