package io.tocsin.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevClusterIT {

  @Nested
  class WhileItRuns {
    private static DevCluster cluster;
    private static ClusterClients clients;

    @BeforeAll
    static void start() {
      cluster = DevCluster.start(DevClusterOptions.temporary());
      clients = new ClusterClients(cluster);
    }

    @AfterAll
    static void stop() {
      cluster.close();
    }

    @Test
    void shouldGiveBackWhatWasProduced() throws Exception {
      clients.createTopic("plain");
      clients.produce("plain", "a");
      clients.produceInTransaction("plain", "b");

      await().untilAsserted(() -> assertThat(clients.values("plain")).containsExactly("a", "b"));
    }

    @Test
    void shouldGiveOneIdToOneSchema() throws Exception {
      int first = clients.register("one-value", "a");
      int second = clients.register("two-value", "b");

      assertThat(clients.register("one-value", "a")).isEqualTo(first).isNotEqualTo(second);
      assertThat(clients.schema(second)).contains("\"b\"");
    }

    @Test
    void shouldRefuseTopicsThatNobodyCreated() throws Exception {
      assertThat(clients.topics()).doesNotContain("never-created");
      assertThatThrownBy(() -> sendBytes("never-created", 1, 2_000))
          .hasMessageContaining("never-created");
      assertThat(clients.topics()).doesNotContain("never-created");
    }

    @Test
    void shouldTakeRecordsOfEightMebibytesAndNoLarger() throws Exception {
      clients.createTopic("large");

      sendBytes("large", 8 * 1024 * 1024, 30_000);

      assertThatThrownBy(() -> sendBytes("large", 9 * 1024 * 1024, 30_000))
          .hasCauseInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void shouldComeBackOnTheSamePortsAfterAFailure() throws Exception {
      String bootstrap = cluster.bootstrapServers();
      clients.createTopic("survivor");
      clients.produce("survivor", "before");
      int id = clients.register("survivor-value", "c");

      cluster.stopBroker();
      cluster.stopRegistry();
      assertThatThrownBy(() -> connect(bootstrap)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> clients.schema(id)).isInstanceOf(IOException.class);
      cluster.startBroker();
      cluster.startRegistry();

      assertThat(clients.values("survivor")).containsExactly("before");
      assertThat(clients.schema(id)).contains("\"c\"");
    }

    @Test
    void shouldRunBesideASecondCluster() throws Exception {
      try (DevCluster second = DevCluster.start(DevClusterOptions.temporary())) {
        ClusterClients others = new ClusterClients(second);
        clients.createTopic("mine");
        others.createTopic("theirs");

        assertThat(clients.topics()).contains("mine").doesNotContain("theirs");
        assertThat(others.topics()).contains("theirs").doesNotContain("mine");
        assertThat(second.registryUrl()).isNotEqualTo(cluster.registryUrl());
      }
    }

    private static void sendBytes(String topic, int size, int maxBlockMs) throws Exception {
      Map<String, Object> settings =
          Map.of(
              "bootstrap.servers",
              cluster.bootstrapServers(),
              "max.request.size",
              16 * 1024 * 1024,
              "max.block.ms",
              maxBlockMs);
      try (Producer<byte[], byte[]> producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
        producer.send(new ProducerRecord<>(topic, new byte[size])).get();
      }
    }

    private static void connect(String address) throws IOException {
      int colon = address.indexOf(':');
      new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))
          .close();
    }
  }

  @Nested
  class ItsDirectory {
    @Test
    void shouldKeepTopicsRecordsAndSchemaIdsOverARestart(@TempDir Path dir) throws Exception {
      int id;
      try (DevCluster first = DevCluster.start(DevClusterOptions.keptIn(dir))) {
        ClusterClients clients = new ClusterClients(first);
        clients.register("filler-value", "filler");
        id = clients.register("kept-value", "kept");
        clients.createTopic("kept");
        clients.produce("kept", "still here");
      }
      try (DevCluster second = DevCluster.start(DevClusterOptions.keptIn(dir))) {
        ClusterClients clients = new ClusterClients(second);
        assertThat(clients.values("kept")).containsExactly("still here");
        assertThat(clients.schema(id)).contains("\"kept\"");
        assertThat(clients.register("kept-value", "kept")).isEqualTo(id);
        assertThat(clients.register("new-value", "new")).isGreaterThan(id);
      }
    }

    @Test
    void shouldBeLockedAgainstASecondCluster(@TempDir Path dir) {
      try (DataDirectory held = DataDirectory.open(dir)) {
        assertThatThrownBy(() -> DevCluster.start(DevClusterOptions.keptIn(dir)))
            .isInstanceOf(DevClusterException.class)
            .hasMessageContaining(held.root().toString())
            .hasMessageContaining("in use by another cluster");
      }
    }

    @Test
    void shouldBeDeletedAtCloseWhenTemporary() {
      DevCluster cluster = DevCluster.start(DevClusterOptions.temporary());
      assertThat(cluster.dataDir()).isDirectoryContaining("glob:**/kafka");

      cluster.close();

      assertThat(Files.exists(cluster.dataDir())).isFalse();
    }
  }

  @Nested
  class WhatCannotStart {
    @Test
    void shouldNameThePortAndTheOptionWhenAPortIsInUse(@TempDir Path dir) throws Exception {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = taken.getLocalPort();
        DevClusterOptions options = DevClusterOptions.keptIn(dir);
        assertThatThrownBy(() -> DevCluster.start(options.withKafkaPort(port)))
            .isInstanceOf(DevClusterException.class)
            .hasMessageContaining("Port " + port + " (option --kafka-port) is already in use");
        assertThatThrownBy(() -> DevCluster.start(options.withRegistryPort(port)))
            .hasMessageContaining("Port " + port + " (option --registry-port) is already in use");
      }
    }

    @Test
    void shouldReleaseTheDirectoryAfterAFailure(@TempDir Path dir) throws Exception {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = taken.getLocalPort();
        assertThatThrownBy(
                () -> DevCluster.start(DevClusterOptions.keptIn(dir).withControllerPort(port)))
            .isInstanceOf(DevClusterException.class);
      }
      try (DataDirectory free = DataDirectory.open(dir)) {
        assertThat(free.root()).isEqualTo(dir.toAbsolutePath());
      }
    }

    @Test
    void shouldSayHowToGetTheRegistryWhenItIsMissing(@TempDir Path empty) {
      assertThatThrownBy(
              () -> DevCluster.start(DevClusterOptions.temporary().withRegistryHome(empty)))
          .isInstanceOf(DevClusterException.class)
          .hasMessageContaining(empty.toString())
          .hasMessageContaining("TOCSIN_REGISTRY_HOME");
    }
  }
}
