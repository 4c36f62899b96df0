package io.tocsin.runtime.topics;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.kafka.Rights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that topics exist and have the right shape: missing ones are created, existing ones
 * checked, all mismatches reported at once.
 */
public final class TopicProvisioning {
  private static final Logger log = LoggerFactory.getLogger(TopicProvisioning.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String PURPOSE = "topic-provisioning";

  private final ClusterAdmin admin;
  private final Rights rights;
  private final Map<String, NewTopic> wanted = new TreeMap<>();

  private TopicProvisioning(ClusterAdmin admin, Rights rights, Collection<NewTopic> topics) {
    this.admin = admin;
    this.rights = rights;
    topics.forEach(topic -> wanted.put(topic.name(), completed(topic)));
  }

  /**
   * Creates what is missing if the configuration allows it, checks the rest and waits until all can
   * be used.
   *
   * @return what each topic takes: its {@code max.message.bytes}
   * @throws BrokerUnreachableException if no broker answers within {@link
   *     ServiceConfig#startupTimeout()}
   * @throws TopicsUnusableException with everything that keeps a service from working
   */
  public static Map<String, Integer> ensure(List<NewTopic> topics, ServiceConfig config) {
    return ensure(topics, Rights.unknown(), config);
  }

  /**
   * The same for a program that says what it must be allowed on the topics: it is told at once what
   * of that is missing.
   *
   * @throws ClusterRefusedException if the cluster refuses the login or a right is missing
   */
  public static Map<String, Integer> ensure(
      List<NewTopic> topics, Rights rights, ServiceConfig config) {
    return ClusterAdmin.ask(
        config, rights, PURPOSE, admin -> new TopicProvisioning(admin, rights, topics).ensure());
  }

  /**
   * Creates what is missing, whatever the configuration allows to services, and waits until it can
   * be used. Existing topics are left as they are.
   *
   * @return names of those that were created
   * @throws BrokerUnreachableException if no broker answers in time
   * @throws TopicsUnusableException with everything that could not be created
   */
  public static List<String> create(List<NewTopic> topics, ServiceConfig config) {
    return ClusterAdmin.ask(
        config,
        PURPOSE,
        admin -> new TopicProvisioning(admin, Rights.unknown(), topics).createMissing());
  }

  /**
   * Compares the topics with how they should be and changes nothing.
   *
   * @return everything that differs, in the order of the names
   * @throws BrokerUnreachableException if no broker answers in time
   */
  public static List<TopicMismatch> check(List<NewTopic> topics, ServiceConfig config) {
    return ClusterAdmin.ask(
        config,
        PURPOSE,
        admin -> {
          TopicProvisioning provisioning = new TopicProvisioning(admin, Rights.unknown(), topics);
          return provisioning.mismatches(provisioning.shapes());
        });
  }

  private Map<String, Integer> ensure() {
    if (admin.config().topics().provision()) {
      createMissing();
    }
    Map<String, TopicShape> found = shapes();
    List<TopicMismatch> mismatches = mismatches(found);
    List<String> problems =
        mismatches.stream().filter(TopicMismatch::blocking).map(this::problem).toList();
    if (!problems.isEmpty()) {
      throw new TopicsUnusableException(problems);
    }
    mismatches.forEach(
        mismatch -> log.atWarn().addKeyValue("topic", mismatch.topic()).log(mismatch.message()));
    awaitLeaders();
    return found.values().stream()
        .collect(Collectors.toMap(TopicShape::name, TopicShape::maxBytes));
  }

  private String problem(TopicMismatch mismatch) {
    return mismatch.property().equals(TopicMismatch.EXISTENCE)
        ? mismatch
            .message()
            .replaceFirst(
                " is missing", " is missing and " + ShellKeys.PROVISION.name() + " is false")
        : mismatch.message();
  }

  private NewTopic completed(NewTopic topic) {
    if (topic.replicasAssignments() != null) {
      return topic;
    }
    ServiceConfig.Topics settings = admin.config().topics();
    int partitions = topic.numPartitions() > 0 ? topic.numPartitions() : settings.partitions();
    short replicas =
        topic.replicationFactor() > 0 ? topic.replicationFactor() : settings.replication();
    NewTopic completed =
        new NewTopic(
            topic.name(),
            Optional.of(partitions),
            replicas > 0 ? Optional.of(replicas) : Optional.empty());
    return topic.configs() == null ? completed : completed.configs(topic.configs());
  }

  private List<String> createMissing() {
    Map<String, NewTopic> missing = new TreeMap<>(wanted);
    missing.keySet().removeAll(descriptions().keySet());
    if (missing.isEmpty()) {
      return List.of();
    }
    List<String> created = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    new TreeMap<>(admin.client().createTopics(missing.values()).values())
        .forEach((name, future) -> created(name, future, created, problems));
    if (!problems.isEmpty()) {
      throw new TopicsUnusableException(problems);
    }
    awaitLeaders();
    return created;
  }

  private void created(
      String name, KafkaFuture<Void> future, List<String> created, List<String> problems) {
    try {
      admin.await(future);
      created.add(name);
      log.atInfo().addKeyValue("topic", name).log("topic created");
    } catch (TopicAuthorizationException mayNotCreate) {
      problems.add(
          name
              + " cannot be created: "
              + Rights.line(admin.config(), Set.of(AclOperation.CREATE), "topic", name));
    } catch (TopicExistsException another) {
      log.atDebug().addKeyValue("topic", name).log("topic was created by somebody else");
    } catch (InvalidReplicationFactorException tooMany) {
      problems.add(
          "%s cannot be created: %s; fix: %s"
              .formatted(name, tooMany.getMessage(), ShellKeys.REPLICATION.name()));
    }
  }

  private void awaitLeaders() {
    while (true) {
      Map<String, TopicDescription> found = descriptions();
      List<String> leaderless =
          wanted.keySet().stream().filter(name -> !hasLeaders(found.get(name))).toList();
      if (leaderless.isEmpty()) {
        awaitAnswers(found.values());
        return;
      }
      if (admin.isOver()) {
        throw new TopicsUnusableException(
            leaderless.stream().map(name -> name + " has partitions without a leader").toList());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /**
   * Waits until each leader answers for its partitions. One that was only just chosen may refuse
   * the first batch of an idempotent producer and take the next; the first is then out of sequence
   * until it expires.
   */
  private void awaitAnswers(Collection<TopicDescription> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicDescription topic : topics) {
      topic
          .partitions()
          .forEach(
              partition ->
                  ends.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    admin.await(admin.client().listOffsets(ends).all());
  }

  private static boolean hasLeaders(@Nullable TopicDescription description) {
    return description != null
        && description.partitions().stream().allMatch(partition -> partition.leader() != null);
  }

  /** Those that exist. */
  private Map<String, TopicDescription> descriptions() {
    Map<String, TopicDescription> found = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    new TreeMap<>(
            admin
                .client()
                .describeTopics(
                    wanted.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues())
        .forEach((name, future) -> described(name, future, found, refused));
    throwIfAny(refused);
    return found;
  }

  private static void throwIfAny(List<String> refused) {
    if (!refused.isEmpty()) {
      throw new ClusterRefusedException("no rights:\n  " + String.join("\n  ", refused), null);
    }
  }

  private void described(
      String name,
      KafkaFuture<TopicDescription> future,
      Map<String, TopicDescription> found,
      List<String> refused) {
    try {
      TopicDescription description = admin.await(future, UnknownTopicOrPartitionException.class);
      if (description != null) {
        found.put(name, description);
        refuse(name, rights.missing(name, description.authorizedOperations()), refused);
      }
    } catch (TopicAuthorizationException unseen) {
      refuse(name, rights.on(name), refused);
    }
  }

  private void refuse(String name, Set<AclOperation> missing, List<String> refused) {
    if (!missing.isEmpty()) {
      refused.add(Rights.line(admin.config(), missing, "topic", name));
    }
  }

  /** Those that exist; a broker that does not know a new topic yet is asked again. */
  private Map<String, TopicShape> shapes() {
    while (true) {
      Map<String, TopicDescription> descriptions = descriptions();
      Map<String, TopicShape> shapes = shapes(descriptions);
      if (shapes.size() == descriptions.size() || admin.isOver()) {
        return shapes;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Map<String, TopicShape> shapes(Map<String, TopicDescription> descriptions) {
    Map<String, TopicShape> shapes = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    admin
        .client()
        .describeConfigs(
            descriptions.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList())
        .values()
        .forEach(
            (resource, future) -> {
              TopicDescription description = descriptions.get(resource.name());
              Config config = settings(resource.name(), future, refused);
              if (description != null && config != null) {
                shapes.put(resource.name(), shape(description, config));
              }
            });
    throwIfAny(refused);
    return shapes;
  }

  private @Nullable Config settings(String name, KafkaFuture<Config> future, List<String> refused) {
    try {
      return admin.await(future, UnknownTopicOrPartitionException.class);
    } catch (TopicAuthorizationException mayNotLook) {
      refuse(name, Set.of(AclOperation.DESCRIBE_CONFIGS), refused);
      return null;
    }
  }

  private static TopicShape shape(TopicDescription description, Config config) {
    int replicas =
        description.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    return new TopicShape(
        description.name(),
        description.partitions().size(),
        replicas,
        config.entries().stream()
            .filter(entry -> TopicShape.CHECKED.contains(entry.name()) && entry.value() != null)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
  }

  private List<TopicMismatch> mismatches(Map<String, TopicShape> found) {
    String servers = admin.config().bootstrapServers();
    List<TopicMismatch> all = new ArrayList<>();
    for (NewTopic topic : wanted.values()) {
      TopicShape shape = TopicShape.wanted(topic);
      TopicShape actual = found.get(topic.name());
      boolean byPartitions = topic.numPartitions() == admin.config().topics().partitions();
      all.addAll(
          actual == null
              ? List.of(shape.missing(servers))
              : shape.mismatches(actual, byPartitions, servers));
    }
    return all;
  }
}
