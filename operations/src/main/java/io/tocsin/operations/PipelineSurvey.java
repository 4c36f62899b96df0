package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.operations.PipelineFacts.PartitionLag;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.service.RegistryAnswer;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.runtime.topics.RightsCheck;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Looks at a namespace: its signs of life, what is unread, dead letters, alerts, the registry. */
final class PipelineSurvey {
  /** Some twenty stages and partitions say something each second. */
  private static final long SIGNS_READ = 20_000;

  private static final long LETTERS_READ = 1_000;
  private static final Duration LETTERS_OF = Duration.ofHours(1);

  private final ServiceConfig config;
  private final Topics catalogue;
  private final InstantSource clock;

  PipelineSurvey(ServiceConfig config, Topics catalogue, InstantSource clock) {
    this.config = config;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * The facts of now.
   *
   * @throws io.tocsin.runtime.topics.BrokerUnreachableException if no broker answers in time
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if something may not be seen: it would
   *     look like something that is not there
   */
  PipelineFacts facts() {
    return ClusterAdmin.ask(config, "status", this::facts);
  }

  private PipelineFacts facts(ClusterAdmin admin) {
    AccessRights rights = new AccessRights(catalogue, Party.STATUS);
    RightsCheck.require(admin, rights.byResource(), catalogue.names());
    Set<String> existing = admin.await(admin.client().listTopics().names());
    try (TopicTail tail = new TopicTail(config)) {
      List<ServiceStatus> signs = signs(tail, existing);
      SortedMap<String, Map<String, Integer>> letters = deadLetters(tail, existing);
      int open = openAlerts(tail, existing);
      SourceFacts sources =
          existing.contains(catalogue.sources().name())
              ? SourceFacts.read(tail, catalogue.sources())
              : SourceFacts.NONE;
      Instant now = clock.instant();
      return new PipelineFacts(
          config.namespace(),
          now,
          catalogue.all().stream()
              .filter(topic -> topic.access().isOfAService())
              .map(TopicSpec::name)
              .filter(topic -> !existing.contains(topic))
              .toList(),
          signs.stream()
              .map(sign -> StageStatus.of(sign, now))
              .sorted(
                  Comparator.comparingInt(
                          (StageStatus stage) -> ResetTarget.SERVICES.indexOf(stage.service()))
                      .thenComparing(StageStatus::stage)
                      .thenComparingInt(StageStatus::partition))
              .toList(),
          lags(admin, existing),
          letters,
          RegistryAnswer.of(config),
          open,
          sources,
          sources.lastPost());
    }
  }

  private List<ServiceStatus> signs(TopicTail tail, Set<String> existing) {
    TopicSpec<String, ServiceStatus> topic = catalogue.status();
    Map<String, ServiceStatus> latest = new TreeMap<>();
    if (existing.contains(topic.name())) {
      tail.read(
          topic.name(),
          SIGNS_READ,
          record -> {
            ServiceStatus sign = value(topic, record);
            if (sign != null && record.key() != null) {
              latest.put(new String(record.key(), UTF_8), sign);
            }
          });
    }
    return List.copyOf(latest.values());
  }

  private static <V> @Nullable V value(
      TopicSpec<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
    try {
      return topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
    } catch (SerializationException foreign) {
      return null;
    }
  }

  private SortedMap<String, Map<String, Integer>> deadLetters(
      TopicTail tail, Set<String> existing) {
    long since = clock.instant().minus(LETTERS_OF).toEpochMilli();
    SortedMap<String, Map<String, Integer>> counts = new TreeMap<>();
    for (String service : ResetTarget.SERVICES) {
      Map<String, Integer> reasons = new TreeMap<>();
      String topic = catalogue.deadLetters(service).name();
      if (existing.contains(topic)) {
        tail.read(
            topic,
            LETTERS_READ,
            record -> {
              if (record.timestamp() >= since) {
                reasons.merge(reason(record), 1, Integer::sum);
              }
            });
      }
      counts.put(service, reasons);
    }
    return counts;
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    Header header = letter.headers().lastHeader(DeadLetterHeaders.REASON);
    return header == null ? "unknown" : new String(header.value(), UTF_8);
  }

  private int openAlerts(TopicTail tail, Set<String> existing) {
    TopicSpec<String, Alert> topic = catalogue.alertState();
    Set<String> open = new HashSet<>();
    if (existing.contains(topic.name())) {
      tail.read(
          topic.name(),
          Long.MAX_VALUE,
          record -> {
            Alert alert = value(topic, record);
            String id = new String(record.key(), UTF_8);
            if (alert != null && alert.getStatus() == AlertStatus.OPEN) {
              open.add(id);
            } else {
              open.remove(id);
            }
          });
    }
    return open.size();
  }

  private List<PartitionLag> lags(ClusterAdmin admin, Set<String> existing) {
    List<PartitionLag> lags = new ArrayList<>();
    for (String service : ResetTarget.SERVICES) {
      Map<TopicPartition, OffsetAndMetadata> read =
          admin.await(
              admin
                  .client()
                  .listConsumerGroupOffsets(config.applicationId(service))
                  .partitionsToOffsetAndMetadata(),
              GroupIdNotFoundException.class);
      if (read != null) {
        lags.addAll(lags(admin, service, read, existing));
      }
    }
    return lags;
  }

  private static List<PartitionLag> lags(
      ClusterAdmin admin,
      String service,
      Map<TopicPartition, OffsetAndMetadata> read,
      Set<String> existing) {
    List<TopicPartition> partitions =
        read.keySet().stream().filter(each -> existing.contains(each.topic())).toList();
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        offsets(admin, partitions, OffsetSpec.latest());
    return partitions.stream()
        .sorted(
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
        .map(
            each -> {
              OffsetAndMetadata at = read.get(each);
              ListOffsetsResultInfo end = ends.get(each);
              long lag = at == null || end == null ? 0 : Math.max(0, end.offset() - at.offset());
              return new PartitionLag(service, each.topic(), each.partition(), lag);
            })
        .toList();
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
      ClusterAdmin admin, List<TopicPartition> partitions, OffsetSpec which) {
    return admin.await(
        admin
            .client()
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(Function.identity(), partition -> which)),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all());
  }
}
