package io.tocsin.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.runtime.topics.BrokerUnreachableException;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The raw topic on a real broker. */
@ExtendWith(ClusterExtension.class)
class RawTopicIT {
  private static final int PARTITIONS = 3;

  private static ServiceConfigBuilder settings(TestCluster cluster) {
    ServiceConfigBuilder builder = ServiceShell.config(IngestApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    return builder.partitions(PARTITIONS);
  }

  private static RawPosts revision(int number) {
    return RawPosts.rawPost().of("wire", "1").revision(number).title("Headline " + number);
  }

  @Test
  void shouldSendRevisionsOfAPostToOnePartitionInOrderAndSayWhere(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    ServiceConfig config = settings(cluster).build();
    List<Receipt> receipts;
    try (RawTopic raw = RawTopic.open(config, "test")) {
      List<CompletableFuture<Receipt>> sent =
          IntStream.range(0, 50)
              .mapToObj(number -> raw.send(DoorPosts.taken(revision(number))))
              .toList();
      receipts = sent.stream().map(CompletableFuture::join).toList();
      assertThat(raw.isConnected()).isTrue();
    }
    List<ConsumerRecord<byte[], byte[]>> records =
        cluster.awaitRecords(topics.rawPosts().name(), 50);
    assertThat(records)
        .extracting(record -> new Receipt(record.partition(), record.offset()))
        .isEqualTo(receipts);
    assertThat(records)
        .extracting(ConsumerRecord::value)
        .containsExactlyElementsOf(
            IntStream.range(0, 50).mapToObj(number -> revision(number).jsonBytes()).toList());
    assertThat(records)
        .extracting(ConsumerRecord::partition)
        .containsOnly(records.get(0).partition());
    assertThat(records)
        .extracting(ConsumerRecord::timestampType)
        .containsOnly(TimestampType.LOG_APPEND_TIME);
  }

  @Test
  void shouldDeliverAtTheEndWhatWasGiven(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    CompletableFuture<Receipt> receipt;
    try (RawTopic raw = RawTopic.open(settings(cluster).build(), "test")) {
      raw.bindTo(meters);
      receipt = raw.send(DoorPosts.taken(RawPosts.rawPost()));
    }
    assertThat(receipt).isCompleted();
    assertThat(cluster.readAll(topics.rawPosts().name())).hasSize(1);
  }

  @Test
  void shouldNotOpenInANamespaceOfThePast(TestCluster cluster) {
    ServiceConfig config = settings(cluster).set("tocsin.mode", "event").build();
    assertThatThrownBy(() -> RawTopic.open(config, "test"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("tocsin.mode: expected live");
  }

  @Test
  void shouldSayWhereItFoundNoBroker(TestCluster cluster) {
    ServiceConfig config =
        settings(cluster)
            .set("tocsin.kafka.bootstrap.servers", "127.0.0.1:1")
            .set("tocsin.startup-timeout", "1s")
            .build();
    assertThatThrownBy(() -> RawTopic.open(config, "test"))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("tocsin.kafka.bootstrap.servers")
        .hasMessageContaining("127.0.0.1:1");
  }
}
