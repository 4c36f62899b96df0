package io.tocsin.acceptance.containers;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tocsin.acceptance.containers.RecordedState.Entry;
import io.tocsin.acceptance.containers.RecordedState.OffsetOf;
import io.tocsin.acceptance.containers.RecordedState.RecordOf;
import io.tocsin.acceptance.containers.RecordedState.SchemaOf;
import io.tocsin.acceptance.containers.RecordedState.TopicOf;
import io.tocsin.testkit.TestCluster;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Puts what a release has left into a namespace of a fresh cluster. */
final class StateLoader {
  private final TestCluster cluster;
  private final SchemaRegistryClient registry;
  private final Map<Integer, Integer> ids = new HashMap<>();
  private final Set<String> inAvro = new HashSet<>();
  private final List<NewTopic> topics = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();

  private StateLoader(TestCluster cluster) {
    this.cluster = cluster;
    this.registry =
        new CachedSchemaRegistryClient(
            List.of(cluster.registryUrl()), 100, List.of(new AvroSchemaProvider()), Map.of());
  }

  /** Loads all of it. */
  static void load(RecordedState state, TestCluster cluster) throws Exception {
    StateLoader loader = new StateLoader(cluster);
    for (Entry entry : state.entries) {
      loader.take(entry);
    }
    loader.write();
  }

  private void take(Entry entry) throws Exception {
    if (entry.schema() != null) {
      register(entry.schema());
    } else if (entry.topic() != null) {
      topic(entry.topic());
    } else if (entry.record() != null) {
      record(entry.record());
    } else if (entry.offset() != null) {
      offset(entry.offset());
    }
  }

  private void register(SchemaOf schema) throws Exception {
    ids.put(
        schema.id(), registry.register(named(schema.subject()), new AvroSchema(schema.schema())));
  }

  private void topic(TopicOf topic) {
    topics.add(
        new NewTopic(named(topic.name()), topic.partitions(), (short) 1).configs(topic.settings()));
    if (topic.avro()) {
      inAvro.add(topic.name());
    }
  }

  private void record(RecordOf record) {
    RecordHeaders headers = new RecordHeaders();
    record.headers().forEach((name, value) -> headers.add(name, bytes(value)));
    byte[] value = bytes(record.value());
    if (value != null && inAvro.contains(record.topic())) {
      ByteBuffer inIt = ByteBuffer.wrap(value);
      inIt.putInt(1, ids.get(inIt.getInt(1)));
    }
    records.add(
        new ProducerRecord<>(
            named(record.topic()),
            record.partition(),
            record.timestamp(),
            bytes(record.key()),
            value,
            headers));
  }

  private void offset(OffsetOf offset) {
    offsets
        .computeIfAbsent(named(offset.group()), group -> new HashMap<>())
        .put(
            new TopicPartition(named(offset.topic()), offset.partition()),
            new OffsetAndMetadata(offset.offset(), offset.metadata()));
  }

  private void write() throws Exception {
    cluster.create(topics);
    cluster.produce(records);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group : offsets.entrySet()) {
        admin.alterConsumerGroupOffsets(group.getKey(), group.getValue()).all().get();
      }
    }
  }

  private String named(String name) {
    return name.replace(RecordedState.NAMESPACE, cluster.namespace());
  }

  private static byte @Nullable [] bytes(@Nullable String base64) {
    return base64 == null ? null : Base64.getDecoder().decode(base64);
  }
}
