package io.tocsin.devcluster;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the tests do to a cluster with the clients that everybody uses. */
record ClusterClients(DevCluster cluster) {
  void createTopic(String name) throws Exception {
    try (Admin admin = Admin.create(bootstrap())) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  Set<String> topics() throws Exception {
    try (Admin admin = Admin.create(bootstrap())) {
      return admin.listTopics().names().get();
    }
  }

  void produce(String topic, String value) throws Exception {
    try (Producer<String, String> producer =
        new KafkaProducer<>(bootstrap(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  void produceInTransaction(String topic, String value) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "test");
    try (Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, value)).get();
      producer.commitTransaction();
    }
  }

  List<String> values(String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed");
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      List<String> values = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  /** Registers a record schema with one field of this name and gives its id. */
  int register(String subject, String field) throws Exception {
    return registry()
        .register(
            subject,
            new AvroSchema(
                """
                {"type": "record", "name": "Sample", "namespace": "io.tocsin.test",
                 "fields": [{"name": "%s", "type": "string"}]}"""
                    .formatted(field)));
  }

  String schema(int id) throws Exception {
    return registry().getSchemaById(id).canonicalString();
  }

  private SchemaRegistryClient registry() {
    return new CachedSchemaRegistryClient(cluster.registryUrl(), 10);
  }

  private Map<String, Object> bootstrap() {
    return Map.of("bootstrap.servers", cluster.bootstrapServers());
  }
}
