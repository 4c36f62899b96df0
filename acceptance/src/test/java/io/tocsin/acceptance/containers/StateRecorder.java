package io.tocsin.acceptance.containers;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tocsin.acceptance.containers.RecordedState.Entry;
import io.tocsin.acceptance.containers.RecordedState.OffsetOf;
import io.tocsin.acceptance.containers.RecordedState.RecordOf;
import io.tocsin.acceptance.containers.RecordedState.SchemaOf;
import io.tocsin.acceptance.containers.RecordedState.TopicOf;
import io.tocsin.testkit.TestCluster;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what the stopped services of a namespace have left. Of a topic that they read only
 * what they have not read yet is kept, of a changelog the latest value of each key.
 */
final class StateRecorder {
  private static final List<String> SERVICES = List.of("ingest", "enrich", "alerts");

  /** Changelogs hold bytes of our own, but for this one. */
  private static final String AVRO_CHANGELOG = "pending-mentions-store-changelog";

  private final TestCluster cluster;
  private final Admin admin;
  private final RecordedState state = new RecordedState();

  private StateRecorder(TestCluster cluster, Admin admin) {
    this.cluster = cluster;
    this.admin = admin;
  }

  /** All of a namespace. */
  static RecordedState record(TestCluster cluster, RecordedState.Progress progress)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      StateRecorder recorder = new StateRecorder(cluster, admin);
      recorder.state.entries.add(Entry.of(progress));
      recorder.schemas();
      recorder.topics();
      return recorder.state;
    }
  }

  private void schemas() throws Exception {
    SchemaRegistryClient registry =
        new CachedSchemaRegistryClient(
            List.of(cluster.registryUrl()), 100, List.of(new AvroSchemaProvider()), Map.of());
    for (String subject : registry.getAllSubjects()) {
      if (subject.startsWith(cluster.namespace())) {
        SchemaMetadata schema = registry.getLatestSchemaMetadata(subject);
        state.entries.add(
            Entry.of(new SchemaOf(schema.getId(), nameless(subject), schema.getSchema())));
      }
    }
  }

  private void topics() throws Exception {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed();
    for (String topic : cluster.topicNames()) {
      boolean changelog = topic.endsWith("-changelog");
      int partitions = describe(topic);
      List<ConsumerRecord<byte[], byte[]>> kept = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : cluster.readAll(topic)) {
        if (!isRead(record, committed.values())) {
          kept.add(record);
        }
      }
      kept = changelog ? latest(kept) : kept;
      kept.forEach(record -> state.entries.add(Entry.of(plain(record))));
      offsets(topic, partitions, committed);
    }
  }

  private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed() throws Exception {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new TreeMap<>();
    for (String service : SERVICES) {
      String group = cluster.namespace() + "-" + service;
      committed.put(
          group, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
    }
    return committed;
  }

  private int describe(String topic) throws Exception {
    int partitions =
        admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic).partitions().size();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<String, String> settings =
        admin.describeConfigs(Set.of(resource)).all().get().get(resource).entries().stream()
            .filter(entry -> entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
            .collect(
                Collectors.toMap(
                    ConfigEntry::name, ConfigEntry::value, (one, other) -> one, TreeMap::new));
    state.entries.add(Entry.of(new TopicOf(nameless(topic), partitions, isAvro(topic), settings)));
    return partitions;
  }

  private static boolean isAvro(String topic) {
    return topic.endsWith("-changelog")
        ? topic.endsWith(AVRO_CHANGELOG)
        : !topic.endsWith(".posts.raw") && !topic.endsWith(".dead-letters");
  }

  /** A record before the offset of a group that reads its topic; each topic has one such group. */
  private static boolean isRead(
      ConsumerRecord<byte[], byte[]> record,
      Collection<Map<TopicPartition, OffsetAndMetadata>> committed) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    return committed.stream()
        .map(offsets -> offsets.get(partition))
        .anyMatch(offset -> offset != null && record.offset() < offset.offset());
  }

  private void offsets(
      String topic, int partitions, Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {
    for (int partition = 0; partition < partitions; partition++) {
      TopicPartition of = new TopicPartition(topic, partition);
      for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group : committed.entrySet()) {
        OffsetAndMetadata offset = group.getValue().get(of);
        if (offset != null) {
          state.entries.add(
              Entry.of(
                  new OffsetOf(
                      nameless(group.getKey()), nameless(topic), partition, 0, offset.metadata())));
        }
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> latest(
      List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, ConsumerRecord<byte[], byte[]>> latest = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String key = record.partition() + "/" + base64(record.key());
      latest.remove(key);
      if (record.value() != null) {
        latest.put(key, record);
      }
    }
    return List.copyOf(latest.values());
  }

  private RecordOf plain(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), base64(header.value())));
    return new RecordOf(
        nameless(record.topic()),
        record.partition(),
        record.timestamp(),
        base64(record.key()),
        base64(record.value()),
        new TreeMap<>(headers));
  }

  private String nameless(String name) {
    return name.replace(cluster.namespace(), RecordedState.NAMESPACE);
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
