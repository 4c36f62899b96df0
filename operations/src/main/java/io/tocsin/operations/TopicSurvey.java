package io.tocsin.operations;

import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the cluster what the topics of a catalogue are and hold. */
final class TopicSurvey {
  private final ClusterAdmin admin;
  private final List<TopicSpec<?, ?>> catalogue;

  TopicSurvey(ClusterAdmin admin, Topics catalogue) {
    this.admin = admin;
    this.catalogue = catalogue.all();
  }

  /** What one partition holds; times in milliseconds, negative where there is no record. */
  private record Content(long first, long end, long oldest, long newest, @Nullable Long bytes) {}

  /** The facts, in the order of the catalogue. */
  List<TopicFacts> facts() {
    Map<String, TopicDescription> found = descriptions();
    Map<String, Map<String, String>> settings = settings(found);
    Map<TopicPartition, Content> contents = contents(found);
    return catalogue.stream()
        .map(
            topic -> {
              TopicDescription description = found.get(topic.name());
              return description == null
                  ? TopicFacts.missing(topic.name(), topic.content().value())
                  : facts(
                      topic,
                      description,
                      settings.getOrDefault(topic.name(), Map.of()),
                      partitions(description).map(contents::get).filter(Objects::nonNull).toList());
            })
        .toList();
  }

  private static TopicFacts facts(
      TopicSpec<?, ?> topic,
      TopicDescription description,
      Map<String, String> settings,
      List<Content> contents) {
    return new TopicFacts(
        topic.name(),
        true,
        description.partitions().size(),
        description.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0),
        contents.stream().mapToLong(content -> content.end() - content.first()).sum(),
        bytes(contents),
        time(contents.stream().map(Content::oldest), Comparator.reverseOrder()),
        time(contents.stream().map(Content::newest), Comparator.naturalOrder()),
        settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, ""),
        Long.parseLong(settings.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1")),
        settings.getOrDefault(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, ""),
        topic.content().value());
  }

  private static @Nullable Long bytes(List<Content> contents) {
    long sum = 0;
    for (Content content : contents) {
      if (content.bytes() == null) {
        return null;
      }
      sum += content.bytes();
    }
    return sum;
  }

  private static @Nullable Instant time(Stream<Long> millis, Comparator<Long> order) {
    return millis.filter(time -> time >= 0).max(order).map(Instant::ofEpochMilli).orElse(null);
  }

  private Map<String, TopicDescription> descriptions() {
    Map<String, TopicDescription> found = new TreeMap<>();
    admin
        .client()
        .describeTopics(catalogue.stream().map(TopicSpec::name).toList())
        .topicNameValues()
        .forEach(
            (name, answer) -> {
              TopicDescription description =
                  admin.await(answer, UnknownTopicOrPartitionException.class);
              if (description != null) {
                found.put(name, description);
              }
            });
    return found;
  }

  private Map<String, Map<String, String>> settings(Map<String, TopicDescription> found) {
    Map<String, Map<String, String>> settings = new TreeMap<>();
    admin
        .client()
        .describeConfigs(
            found.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList())
        .values()
        .forEach((topic, answer) -> settings.put(topic.name(), values(admin.await(answer))));
    return settings;
  }

  private static Map<String, String> values(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  private Map<TopicPartition, Content> contents(Map<String, TopicDescription> found) {
    List<TopicPartition> all = found.values().stream().flatMap(TopicSurvey::partitions).toList();
    Map<TopicPartition, ListOffsetsResultInfo> first = offsets(all, OffsetSpec.earliest());
    Map<TopicPartition, ListOffsetsResultInfo> end = offsets(all, OffsetSpec.latest());
    Map<TopicPartition, ListOffsetsResultInfo> oldest = offsets(all, OffsetSpec.forTimestamp(0));
    Map<TopicPartition, ListOffsetsResultInfo> newest = offsets(all, OffsetSpec.maxTimestamp());
    Map<TopicPartition, Long> bytes = bytes(found);
    Map<TopicPartition, Content> contents = new HashMap<>();
    for (TopicPartition partition : all) {
      contents.put(
          partition,
          new Content(
              of(first, partition).offset(),
              of(end, partition).offset(),
              of(oldest, partition).timestamp(),
              of(newest, partition).timestamp(),
              bytes.get(partition)));
    }
    return contents;
  }

  private static ListOffsetsResultInfo of(
      Map<TopicPartition, ListOffsetsResultInfo> answers, TopicPartition partition) {
    return Objects.requireNonNull(answers.get(partition));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      List<TopicPartition> partitions, OffsetSpec which) {
    return partitions.isEmpty()
        ? Map.of()
        : admin.await(
            admin
                .client()
                .listOffsets(
                    partitions.stream()
                        .collect(Collectors.toMap(Function.identity(), partition -> which)))
                .all());
  }

  /** Sizes of one replica of each partition; empty where that may not be asked. */
  private Map<TopicPartition, Long> bytes(Map<String, TopicDescription> found) {
    TreeSet<Integer> leaders = new TreeSet<>();
    found.values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .forEach(partition -> leaders.add(leader(partition)));
    try {
      Map<TopicPartition, Long> sizes = new HashMap<>();
      admin
          .await(admin.client().describeLogDirs(leaders).allDescriptions())
          .values()
          .forEach(dirs -> dirs.values().forEach(dir -> addSizes(dir, sizes)));
      return sizes;
    } catch (AuthorizationException mayNotAsk) {
      return Map.of();
    }
  }

  private static void addSizes(LogDirDescription dir, Map<TopicPartition, Long> sizes) {
    dir.replicaInfos()
        .forEach((partition, replica) -> sizes.merge(partition, replica.size(), Math::max));
  }

  private static int leader(TopicPartitionInfo partition) {
    return partition.leader() == null ? partition.replicas().get(0).id() : partition.leader().id();
  }

  private static Stream<TopicPartition> partitions(TopicDescription description) {
    return description.partitions().stream()
        .map(partition -> new TopicPartition(description.name(), partition.partition()));
  }
}
