package io.tocsin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.avro.Post;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class TestClusterIT {
  private static final long AT = 1_644_570_000_000L;

  @Nested
  class Namespaces {
    private static String ofTheClass = "";

    @BeforeAll
    static void remember(TestCluster cluster) {
      ofTheClass = cluster.namespace();
    }

    @Test
    void shouldBeFreshForEachTest(TestCluster cluster) {
      assertThat(cluster.namespace()).startsWith("test-").isNotEqualTo(ofTheClass);
      assertThat(cluster.topicNames()).isEmpty();
      assertThat(cluster.stateDir().toString()).endsWith(cluster.namespace());
    }

    @Test
    void shouldBeOneWithinATest(TestCluster first, TestCluster second) {
      assertThat(first).isSameAs(second);
    }
  }

  @Nested
  class WritingAndReading {
    @Test
    void shouldKeepPartitionTimestampAndHeaders(TestCluster cluster) {
      String topic = topic(cluster, 2);
      RecordHeaders headers = new RecordHeaders();
      headers.add("why", "because".getBytes(UTF_8));
      cluster.produce(
          List.of(
              new ProducerRecord<>(topic, 1, AT, bytes("k"), bytes("one"), headers),
              new ProducerRecord<>(topic, 0, AT + 1, bytes("k"), bytes("zero"))));

      List<ConsumerRecord<byte[], byte[]>> records = cluster.readAll(topic);

      assertThat(records)
          .extracting(record -> new String(record.value(), UTF_8))
          .containsExactly("zero", "one");
      assertThat(records).extracting(ConsumerRecord::timestamp).containsExactly(AT + 1, AT);
      assertThat(records.get(1).headers().lastHeader("why").value()).isEqualTo(bytes("because"));
    }

    @Test
    void shouldWriteNullKeysAndValues(TestCluster cluster) {
      String topic = topic(cluster, 1);
      cluster.produce(topic, (String) null, null, AT);

      ConsumerRecord<byte[], byte[]> record = cluster.awaitRecords(topic, 1).get(0);

      assertThat(record.key()).isNull();
      assertThat(record.value()).isNull();
    }

    @Test
    void shouldSeeOnlyWhatWasCommitted(TestCluster cluster) {
      String topic = topic(cluster, 1);
      try (Producer<String, String> producer = transactional(cluster)) {
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, topic, "aborted");
        producer.abortTransaction();
        producer.beginTransaction();
        send(producer, topic, "committed");
        producer.commitTransaction();
      }

      assertThat(cluster.readAll(topic, new StringDeserializer(), new StringDeserializer()))
          .extracting(ConsumerRecord::value)
          .containsExactly("committed");
    }

    @Test
    void shouldReadTypedRecordsWithoutTheControlRecordsAmongThem(TestCluster cluster) {
      Topics topics = cluster.topics(ClockMode.EVENT, 1);
      TopicSpec<String, Post> posts = topics.posts();
      cluster.create(topics);
      Post post = Posts.post().title("Bridges closed").build();
      cluster.produce(posts.name(), "~watermark/0", null, AT);
      cluster.produce(posts, post.getPostKey(), post, AT);

      assertThat(cluster.awaitRecords(posts, 1))
          .extracting(ConsumerRecord::value)
          .containsExactly(post);
      assertThat(cluster.readAll(posts)).hasSize(1);
      assertThat(cluster.readAll(posts.name())).hasSize(2);
      assertThat(cluster.topicNames()).hasSameSizeAs(topics.all());
    }

    @Test
    void shouldShowWhatWasThereWhenTheExpectedDoesNotCome(TestCluster cluster) {
      String topic = topic(cluster, 1);
      cluster.produce(topic, "k", "only this", AT);
      try (TopicReader<byte[], byte[]> reader =
          new TopicReader<>(
              cluster.bootstrapServers(),
              topic,
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        assertThatThrownBy(
                () -> reader.readUntil(records -> records.size() > 1, Duration.ofSeconds(1)))
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("1 records")
            .hasMessageContaining("k = only this");
      }
    }
  }

  @Nested
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class AfterAFailure {
    @Test
    @Order(1)
    void shouldLetATestStopTheParts(TestCluster cluster) {
      cluster.cluster().stopBroker();
      cluster.cluster().stopRegistry();

      assertThatThrownBy(() -> connect(cluster.bootstrapServers())).isInstanceOf(IOException.class);
    }

    @Test
    @Order(2)
    void shouldFindThemRunningInTheNextTest(TestCluster cluster) throws IOException {
      connect(cluster.bootstrapServers());

      assertThat(cluster.topicNames()).isEmpty();
    }
  }

  private static String topic(TestCluster cluster, int partitions) {
    String name = cluster.namespace() + ".things";
    cluster.create(new NewTopic(name, partitions, (short) 1));
    return name;
  }

  private static Producer<String, String> transactional(TestCluster cluster) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "transactional.id",
            cluster.namespace()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void send(Producer<String, String> producer, String topic, String value) {
    assertThat(producer.send(new ProducerRecord<>(topic, value)))
        .succeedsWithin(TestCluster.PATIENCE);
  }

  private static void connect(String address) throws IOException {
    int colon = address.indexOf(':');
    new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))).close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
