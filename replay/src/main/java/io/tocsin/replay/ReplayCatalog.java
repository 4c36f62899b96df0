package io.tocsin.replay;

import io.tocsin.runtime.time.EndOfRange;
import io.tocsin.schemas.AccessRights;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The replays of a cluster: which there are, and how one is removed. It knows them by their topics,
 * {@code replay-<name>.…}, and touches nothing else.
 */
public final class ReplayCatalog {

  private static final String RAW = ".posts.raw";
  private static final String ALERTS = ".alerts";
  private static final long PATIENCE_SECONDS = 30;

  private final Admin admin;
  private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;

  /**
   * Of the cluster that an admin client is connected to.
   *
   * @param consumers makes a reader of what is committed, without a group
   */
  public ReplayCatalog(
      Admin admin, Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers) {
    this.admin = admin;
    this.consumers = consumers;
  }

  /**
   * All replays, by name.
   *
   * @throws ReplayException if the cluster refuses or does not answer
   */
  public List<ReplaySummary> list() {
    Set<String> topics = topics(AccessRights.REPLAY_PREFIX);
    Set<String> groups = groups(AccessRights.REPLAY_PREFIX);
    return topics.stream()
        .filter(topic -> topic.endsWith(RAW))
        .map(topic -> topic.substring(0, topic.length() - RAW.length()))
        .map(namespace -> summary(namespace, topics, groups))
        .toList();
  }

  private ReplaySummary summary(String namespace, Set<String> topics, Set<String> groups) {
    long records = end(new TopicPartition(namespace + RAW, 0));
    boolean complete = records > 0 && endsWithMark(namespace + RAW, records);
    boolean alive = !members(groupsOf(namespace, groups)).isEmpty();
    return new ReplaySummary(
        namespace.substring(AccessRights.REPLAY_PREFIX.length()),
        alive
            ? ReplaySummary.State.RUNNING
            : complete ? ReplaySummary.State.COMPLETE : ReplaySummary.State.INTERRUPTED,
        complete ? records - 1 : records,
        topics.contains(namespace + ALERTS) ? ends(namespace + ALERTS) : 0);
  }

  private boolean endsWithMark(String topic, long records) {
    TopicPartition raw = new TopicPartition(topic, 0);
    try (TopicCursor last =
        new TopicCursor(consumers.get(), Map.of(raw, records - 1), Map.of(raw, records))) {
      return last.next().filter(ReplayCatalog::isMark).isPresent();
    }
  }

  private static boolean isMark(ConsumerRecord<byte[], byte[]> record) {
    @Nullable String key =
        record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    return record.value() == null && EndOfRange.read(key, record.headers()).isPresent();
  }

  /**
   * Removes the topics and groups of a replay; what is gone already is passed over, so that an
   * interrupted removal is finished by another one.
   *
   * @param name its name
   * @param progress is told each step when it is done
   * @return whether there was any of them
   * @throws ReplayException if its services are alive
   */
  public boolean delete(String name, Consumer<String> progress) {
    String namespace = ReplayRequest.namespaceOf(name);
    Set<String> topics = topicsOf(namespace);
    List<String> groups = groupsOf(namespace, groups(namespace));
    List<String> alive = members(groups);
    if (!alive.isEmpty()) {
      throw new ReplayException(
          "the replay '" + name + "' is running (" + String.join(", ", alive) + "); stop it first");
    }
    groups.forEach(
        group -> {
          if (await(admin.deleteConsumerGroups(List.of(group)).all())) {
            progress.accept("deleted group " + group);
          }
        });
    topics.forEach(
        topic -> {
          if (await(admin.deleteTopics(List.of(topic)).all())) {
            progress.accept("deleted topic " + topic);
          }
        });
    awaitGone(namespace);
    return !topics.isEmpty() || !groups.isEmpty();
  }

  /** The controller has deleted them; brokers, which others ask, learn of it a little later. */
  private void awaitGone(String namespace) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!topicsOf(namespace).isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new ReplayException("the topics of " + namespace + " are still there");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /** Its own topics, and those that Kafka Streams made for its services. */
  private Set<String> topicsOf(String namespace) {
    return topics(namespace).stream()
        .filter(topic -> topic.startsWith(namespace + ".") || isInternal(namespace, topic))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isInternal(String namespace, String topic) {
    return applications(namespace).stream().anyMatch(app -> topic.startsWith(app + "-"))
        && (topic.endsWith("-changelog") || topic.endsWith("-repartition"));
  }

  private static List<String> applications(String namespace) {
    return ReplayServices.all().stream().map(service -> namespace + "-" + service.name()).toList();
  }

  private static List<String> groupsOf(String namespace, Set<String> groups) {
    return applications(namespace).stream().filter(groups::contains).toList();
  }

  private Set<String> topics(String prefix) {
    return get(admin.listTopics().names(), Function.identity(), Set.of()).stream()
        .filter(topic -> topic.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> groups(String prefix) {
    return get(admin.listGroups().all(), Function.identity(), List.<GroupListing>of()).stream()
        .map(GroupListing::groupId)
        .filter(group -> group.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> members(List<String> groups) {
    List<String> members = new ArrayList<>();
    for (String group : groups) {
      get(
              admin.describeConsumerGroups(List.of(group)).all(),
              described ->
                  described.values().stream()
                      .flatMap(description -> description.members().stream())
                      .map(member -> group + " at " + member.host())
                      .toList(),
              List.<String>of())
          .forEach(members::add);
    }
    return members;
  }

  private long ends(String topic) {
    Collection<TopicPartition> partitions =
        get(
            admin.describeTopics(List.of(topic)).allTopicNames(),
            described ->
                described.values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList(),
            List.of());
    return partitions.stream().mapToLong(this::end).sum();
  }

  private long end(TopicPartition partition) {
    return get(
        admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition),
        result -> result.offset(),
        0L);
  }

  private static boolean await(KafkaFuture<Void> future) {
    return get(future, done -> true, false);
  }

  /** What a future gives; something else where the thing that was asked for does not exist. */
  private static <T, R> R get(KafkaFuture<T> future, Function<T, R> then, R otherwise) {
    try {
      return then.apply(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException
          || e.getCause() instanceof UnknownTopicOrPartitionException) {
        return otherwise;
      }
      throw new ReplayException("the cluster refused: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new ReplayException("the cluster did not answer in " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted", e);
    }
  }
}
