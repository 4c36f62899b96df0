package io.tocsin.operations;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.LocalState;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.runtime.topics.RightsCheck;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Carries out a {@link ResetPlan}. Each step may be repeated, so a reset that was interrupted is
 * finished by running it again; how far the services have read goes last.
 */
final class Reset {
  private static final Duration POLL = Duration.ofMillis(100);

  private final ClusterAdmin admin;
  private final ServiceConfig config;
  private final Topics catalogue;
  private final Consumer<String> progress;

  /**
   * A reset over a connection.
   *
   * @param progress is told each step when it is done
   */
  Reset(ClusterAdmin admin, Topics catalogue, Consumer<String> progress) {
    this.admin = admin;
    this.config = admin.config();
    this.catalogue = catalogue;
    this.progress = progress;
  }

  /**
   * What it would do.
   *
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if a right is missing that a reset may
   *     need: better now than halfway
   */
  ResetPlan plan(ResetTarget target, ResetPlan.From from) {
    AccessRights rights = new AccessRights(catalogue, Party.RESET);
    RightsCheck.require(admin, rights.byResource(), catalogue.names());
    Set<String> existing = new TreeSet<>(admin.await(admin.client().listTopics().names()));
    return ResetPlan.of(target, from, config, catalogue, existing);
  }

  /**
   * Does it.
   *
   * @throws ServiceFailure while members of a group are alive
   */
  void run(ResetPlan plan) {
    refuseWhileAlive(plan.groups());
    plan.target().services().forEach(service -> LocalState.of(config, service).delete());
    plan.localStates().forEach(state -> progress.accept("deleted local state " + state));
    plan.internalTopics().forEach(this::deleteTopic);
    plan.emptied().forEach(this::empty);
    plan.groups().forEach(this::deleteGroup);
    if (plan.from() == ResetPlan.From.LATEST) {
      beginAtTheEnd(plan);
    }
  }

  private void refuseWhileAlive(List<String> groups) {
    List<String> alive =
        groups.stream().flatMap(group -> members(group).stream()).sorted().toList();
    if (!alive.isEmpty()) {
      throw new ServiceFailure(
          ExitCode.WORLD_BROKEN,
          "instances are alive, stop them first (one that was killed is forgotten after some"
              + " seconds):\n  "
              + String.join("\n  ", alive));
    }
  }

  private Collection<String> members(String group) {
    Map<String, ConsumerGroupDescription> described =
        admin.await(
            admin.client().describeConsumerGroups(List.of(group)).all(),
            GroupIdNotFoundException.class);
    return described == null
        ? List.of()
        : described.values().stream()
            .flatMap(description -> description.members().stream())
            .map(member -> group + " " + member.clientId() + " at " + member.host())
            .toList();
  }

  private void deleteTopic(String topic) {
    admin.await(
        admin.client().deleteTopics(List.of(topic)).all(), UnknownTopicOrPartitionException.class);
    progress.accept("deleted topic " + topic);
  }

  /** Where Kafka may not cut, each key is deleted, which those who follow the topic see. */
  private void empty(String topic) {
    boolean compactedOnly =
        catalogue.all().stream()
            .anyMatch(
                spec -> spec.name().equals(topic) && !spec.cleanup().policy().contains("delete"));
    if (compactedOnly) {
      progress.accept("deleted " + deleteKeys(topic) + " keys of topic " + topic);
    } else {
      Map<TopicPartition, RecordsToDelete> cut = new HashMap<>();
      ends(topic)
          .forEach((partition, end) -> cut.put(partition, RecordsToDelete.beforeOffset(end)));
      admin.await(admin.client().deleteRecords(cut).all());
      progress.accept("emptied topic " + topic);
    }
  }

  private Map<TopicPartition, Long> ends(String topic) {
    Map<String, TopicDescription> described =
        admin.await(admin.client().describeTopics(List.of(topic)).allTopicNames());
    Map<TopicPartition, OffsetSpec> all =
        described.values().stream()
            .flatMap(description -> description.partitions().stream())
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return admin.await(admin.client().listOffsets(all).all()).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                (Map.Entry<?, ListOffsetsResultInfo> e) -> e.getValue().offset()));
  }

  private int deleteKeys(String topic) {
    Map<TopicPartition, Long> ends = ends(topic);
    Map<String, TopicPartition> live = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(POLL)
            .forEach(
                record -> {
                  String key = new String(record.key(), StandardCharsets.ISO_8859_1);
                  if (record.value() == null) {
                    live.remove(key);
                  } else {
                    live.put(key, new TopicPartition(topic, record.partition()));
                  }
                });
      }
    }
    writeDeletions(live);
    return live.size();
  }

  private void writeDeletions(Map<String, TopicPartition> keys) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var sent =
          keys.entrySet().stream()
              .map(
                  key ->
                      producer.send(
                          new ProducerRecord<>(
                              key.getValue().topic(),
                              key.getValue().partition(),
                              key.getKey().getBytes(StandardCharsets.ISO_8859_1),
                              null)))
              .toList();
      producer.flush();
      for (var record : sent) {
        record.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void deleteGroup(String group) {
    admin.await(
        admin.client().deleteConsumerGroups(List.of(group)).all(), GroupIdNotFoundException.class);
    progress.accept("deleted the offsets of " + group);
  }

  private void beginAtTheEnd(ResetPlan plan) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    ends(plan.source())
        .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end)));
    String group = plan.groups().get(0);
    admin.await(admin.client().alterConsumerGroupOffsets(group, offsets).all());
    progress.accept(group + " begins at the end of " + plan.source());
  }
}
