package io.tocsin.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceEventType;
import io.tocsin.avro.SourceHealth;
import io.tocsin.avro.SourceState;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.runtime.time.EndOfRange;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Twelve days of three sources through ingest on a real broker, in event mode. */
@ExtendWith(ClusterExtension.class)
class SourceHealthIT {
  private static final Instant BEGIN = Instant.parse("2022-02-07T00:00:00Z");
  private static final Instant END = BEGIN.plus(Duration.ofDays(12));

  private static RunningService start(TestCluster cluster, int partitions, String instance) {
    ServiceConfigBuilder builder = ServiceShell.config(IngestApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    ServiceConfig config =
        builder
            .set("tocsin.mode", "event")
            .stateDir(cluster.stateDir().resolve(instance))
            .partitions(partitions)
            .build();
    return ServiceShell.start(IngestApp.of(config), config);
  }

  /** A post every 20 minutes each; the gazette has an outage, the herald ends. */
  private static List<ProducerRecord<byte[], byte[]>> history(String topic) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int number = 0;
    for (Instant at = BEGIN; at.isBefore(END); at = at.plus(Duration.ofMinutes(20))) {
      long day = Duration.between(BEGIN, at).toDays();
      for (String source : List.of("gazette", "herald", "wire")) {
        boolean down = source.equals("gazette") ? day == 9 : source.equals("herald") && day >= 10;
        if (!down) {
          byte[] post =
              RawPosts.rawPost().of(source, "p" + number++).title("Headline " + number).jsonBytes();
          records.add(new ProducerRecord<>(topic, 0, at.toEpochMilli(), null, post));
        }
      }
    }
    return records;
  }

  private static ProducerRecord<byte[], byte[]> end(String topic) {
    RecordHeaders headers = new RecordHeaders();
    new EndOfRange(END.toEpochMilli()).writeTo(headers);
    return new ProducerRecord<>(
        topic, 0, END.toEpochMilli(), EndOfRange.KEY.getBytes(UTF_8), null, headers);
  }

  private static List<SourceEvent> events(List<ConsumerRecord<String, SourceEvent>> records) {
    return records.stream()
        .map(ConsumerRecord::value)
        .sorted(Comparator.comparing(SourceEvent::getAt))
        .toList();
  }

  @Test
  void shouldTellSilentSourcesAfterARestartInTheMiddle(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.EVENT, 3);
    String raw = topics.rawPosts().name();
    List<ProducerRecord<byte[], byte[]>> history = history(raw);
    int middle = history.size() / 2;
    try (RunningService first = start(cluster, 3, "a")) {
      cluster.produce(history.subList(0, middle));
      cluster.awaitRecords(topics.posts(), middle);
      assertThat(first.failure().toCompletableFuture()).isNotDone();
    }
    try (RunningService second = start(cluster, 3, "b")) {
      cluster.produce(history.subList(middle, history.size()));
      cluster.produce(List.of(end(raw)));
      List<SourceEvent> events = events(cluster.awaitRecords(topics.sourceEvents(), 3));

      assertThat(events)
          .extracting(event -> event.getSource() + " " + event.getType())
          .containsExactly(
              "gazette " + SourceEventType.SILENT,
              "gazette " + SourceEventType.RECOVERED,
              "herald " + SourceEventType.SILENT);
      assertThat(events.get(0).getAt())
          .isBetween(BEGIN.plus(Duration.ofDays(9)), BEGIN.plus(Duration.ofDays(9).plusHours(6)));
      assertThat(events.get(1).getAt()).isEqualTo(BEGIN.plus(Duration.ofDays(10)));
      assertThat(latest(cluster, topics, "herald").getState()).isEqualTo(SourceHealth.SILENT);
      assertThat(latest(cluster, topics, "wire").getState()).isEqualTo(SourceHealth.OK);
      assertThat(second.failure().toCompletableFuture()).isNotDone();
    }
  }

  private static SourceState latest(TestCluster cluster, Topics topics, String source) {
    return cluster.readAll(topics.sources()).stream()
        .filter(record -> record.key().equals(source))
        .map(ConsumerRecord::value)
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
