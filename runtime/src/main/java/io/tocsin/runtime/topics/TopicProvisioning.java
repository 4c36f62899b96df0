package io.tocsin.runtime.topics;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the topics of a service exist and have the right shape, before it starts: missing
 * ones are created, existing ones checked, all mismatches reported at once.
 */
public final class TopicProvisioning {
  private static final Logger log = LoggerFactory.getLogger(TopicProvisioning.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Admin admin;
  private final ServiceConfig.Topics settings;
  private final String bootstrapServers;
  private final long deadline;

  private TopicProvisioning(
      Admin admin, ServiceConfig.Topics settings, String bootstrapServers, Duration timeout) {
    this.admin = admin;
    this.settings = settings;
    this.bootstrapServers = bootstrapServers;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /**
   * Creates what is missing, checks the rest and waits until all can be used.
   *
   * @return what each topic takes: its {@code max.message.bytes}
   * @throws BrokerUnreachableException if no broker answers within {@link
   *     ServiceConfig#startupTimeout()}
   * @throws TopicsUnusableException with everything that is wrong with the topics
   */
  public static Map<String, Integer> ensure(List<NewTopic> topics, ServiceConfig config) {
    Duration timeout = config.startupTimeout();
    try (Admin admin = Admin.create(adminSettings(config, timeout))) {
      return new TopicProvisioning(admin, config.topics(), config.bootstrapServers(), timeout)
          .ensure(topics);
    } catch (RetriableException outage) {
      throw unreachable(config, timeout, outage);
    } catch (KafkaException exception) {
      if (exception.getCause() instanceof ConfigException bad
          && String.valueOf(bad.getMessage()).contains("No resolvable bootstrap")) {
        throw unreachable(config, timeout, exception);
      }
      throw exception;
    }
  }

  private static BrokerUnreachableException unreachable(
      ServiceConfig config, Duration timeout, Exception cause) {
    return new BrokerUnreachableException(
        "%s: no broker answered at \"%s\" within %d s"
            .formatted(
                ShellKeys.BOOTSTRAP_SERVERS.name(), config.bootstrapServers(), timeout.toSeconds()),
        cause);
  }

  private static Map<String, Object> adminSettings(ServiceConfig config, Duration timeout) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    int millis = (int) timeout.toMillis();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, config.namespace() + "-topic-provisioning");
    return settings;
  }

  private Map<String, Integer> ensure(List<NewTopic> topics) {
    Map<String, NewTopic> wanted = new TreeMap<>();
    topics.forEach(topic -> wanted.put(topic.name(), completed(topic)));
    List<NewTopic> missing = missing(wanted);
    if (!missing.isEmpty()) {
      provide(missing);
    }
    return check(wanted, awaitLeaders(wanted.keySet()));
  }

  private NewTopic completed(NewTopic topic) {
    if (topic.replicasAssignments() != null) {
      return topic;
    }
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

  private List<NewTopic> missing(Map<String, NewTopic> wanted) {
    List<NewTopic> missing = new ArrayList<>();
    admin
        .describeTopics(wanted.keySet())
        .topicNameValues()
        .forEach(
            (name, description) -> {
              NewTopic topic = wanted.get(name);
              if (topic != null
                  && get(description, UnknownTopicOrPartitionException.class) == null) {
                missing.add(topic);
              }
            });
    return missing;
  }

  private void provide(List<NewTopic> missing) {
    if (!settings.provision()) {
      throw new TopicsUnusableException(missing.stream().map(this::creation).toList());
    }
    admin
        .createTopics(missing)
        .values()
        .forEach(
            (name, created) -> {
              get(created, TopicExistsException.class);
              log.atInfo().addKeyValue("topic", name).log("topic created");
            });
  }

  private String creation(NewTopic topic) {
    String options =
        topic.configs() == null
            ? ""
            : new TreeMap<>(topic.configs())
                .entrySet().stream()
                    .map(entry -> " --config " + entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining());
    return "%s is missing and %s is false; fix: kafka-topics.sh --bootstrap-server %s --create --topic %s --partitions %d%s"
        .formatted(
            topic.name(),
            ShellKeys.PROVISION.name(),
            bootstrapServers,
            topic.name(),
            topic.numPartitions(),
            options);
  }

  private Map<String, TopicDescription> awaitLeaders(Collection<String> names) {
    while (true) {
      Map<String, TopicDescription> ready = new TreeMap<>();
      admin
          .describeTopics(names)
          .topicNameValues()
          .forEach(
              (name, future) -> {
                TopicDescription description = get(future, UnknownTopicOrPartitionException.class);
                if (description != null && hasLeaders(description)) {
                  ready.put(name, description);
                }
              });
      if (ready.size() == names.size()) {
        return ready;
      }
      if (System.nanoTime() - deadline > 0) {
        List<String> leaderless = new ArrayList<>(names);
        leaderless.removeAll(ready.keySet());
        throw new TopicsUnusableException(
            leaderless.stream().map(name -> name + " has partitions without a leader").toList());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean hasLeaders(TopicDescription description) {
    return description.partitions().stream().allMatch(partition -> partition.leader() != null);
  }

  private Map<String, Integer> check(
      Map<String, NewTopic> wanted, Map<String, TopicDescription> found) {
    List<String> problems = new ArrayList<>();
    Map<String, Integer> maxBytes = new TreeMap<>();
    describeConfigs(wanted.keySet())
        .forEach(
            (name, settings) -> {
              NewTopic topic = wanted.get(name);
              TopicDescription description = found.get(name);
              if (topic != null && description != null) {
                TopicShape actual = new TopicShape(name, description.partitions().size(), settings);
                problems.addAll(TopicShape.wanted(topic).mismatches(actual, bootstrapServers));
                maxBytes.put(name, actual.maxBytes());
              }
            });
    if (!problems.isEmpty()) {
      throw new TopicsUnusableException(problems);
    }
    return maxBytes;
  }

  private Map<String, Map<String, String>> describeConfigs(Collection<String> names) {
    Map<String, Map<String, String>> settings = new TreeMap<>();
    admin
        .describeConfigs(
            names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList())
        .values()
        .forEach(
            (resource, future) -> {
              Config config = get(future, null);
              if (config != null) {
                settings.put(resource.name(), checkedSettings(config));
              }
            });
    return settings;
  }

  private static Map<String, String> checkedSettings(Config config) {
    return config.entries().stream()
        .filter(entry -> TopicShape.CHECKED.contains(entry.name()) && entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /** The future's value; null if it failed with {@code expected}. */
  private <T> @Nullable T get(
      KafkaFuture<T> future, @Nullable Class<? extends Exception> expected) {
    try {
      long left = Math.max(1, deadline - System.nanoTime());
      return future.get(left, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      if (expected != null && expected.isInstance(failed.getCause())) {
        return null;
      }
      throw failed.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new KafkaException(failed.getCause());
    } catch (java.util.concurrent.TimeoutException late) {
      throw new org.apache.kafka.common.errors.TimeoutException(late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(interrupted);
    }
  }
}
