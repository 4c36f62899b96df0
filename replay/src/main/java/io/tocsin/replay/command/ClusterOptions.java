package io.tocsin.replay.command;

import io.tocsin.replay.ReplayServices;
import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.Settings;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.ConfigFlags;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.runtime.topics.RightsCheck;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Where the cluster is: flags beat the environment, which beats the file. */
final class ClusterOptions {

  /** A source or a place that begins so is a topic of the cluster. */
  static final String TOPIC = "topic:";

  @Mixin private final ConfigFlags flags = new ConfigFlags();
  private @Nullable ServiceConfig config;

  /** Takes the value of a flag of the command's own, see {@link ConfigFlags#put}. */
  void put(ConfigKey<?> key, String value) {
    flags.put(key, value);
  }

  /**
   * The topics of a namespace that the live services, or others, have filled, when all that a
   * command must be allowed to read there is allowed.
   *
   * @throws io.tocsin.runtime.topics.BrokerUnreachableException if no broker answers in time
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if something is not allowed
   */
  Topics recorded(String namespace, Party party) {
    Topics topics = topics(namespace);
    return ask(new AccessRights(topics, party), admin -> topics);
  }

  /** Rights of a command that is about replays and no other namespace. */
  AccessRights onReplays(Party party) {
    return new AccessRights(topics(config().namespace()), party);
  }

  /**
   * Asks the cluster something when it allows all that the asking needs.
   *
   * @throws io.tocsin.runtime.topics.BrokerUnreachableException if no broker answers in time
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if something is not allowed
   */
  <T> T ask(AccessRights rights, Function<Admin, T> question) {
    return ClusterAdmin.ask(
        config(),
        new Rights(rights.onTopics()),
        rights.party().label(),
        admin -> {
          RightsCheck.require(admin, rights.byResource(), rights.topics().names());
          return question.apply(admin.client());
        });
  }

  /** The catalogue of a namespace. */
  Topics topics(String namespace) {
    return Topics.of(
        namespace,
        ClockMode.LIVE,
        config().topics().partitions(),
        AvroSerdes.connect(config().registryUrl().toString(), config().registry()));
  }

  /** What the services are configured with, whether there is a cluster or not. */
  Settings serviceSettings() {
    return flags.readOwn(ReplayServices.keys(), System.getenv());
  }

  /** A reader of what is committed, without a group. */
  Consumer<byte[], byte[]> consumer() {
    Map<String, Object> client = new HashMap<>(config().kafka());
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What is configured and not a default, by key. */
  Map<String, String> settings() {
    return config().settings().all().stream()
        .filter(value -> !value.isDefault())
        .collect(
            Collectors.toMap(
                Settings.Value::key, Settings.Value::text, (one, two) -> two, TreeMap::new));
  }

  /** Everything, as it is in effect. */
  ServiceConfig config() {
    ServiceConfig read = config;
    if (read == null) {
      read = flags.read(ReplayServices.keys(), System.getenv());
      config = read;
    }
    return read;
  }
}
