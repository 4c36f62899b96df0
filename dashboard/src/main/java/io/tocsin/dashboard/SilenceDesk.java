package io.tocsin.dashboard;

import io.tocsin.avro.Silence;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.topics.BrokerUnreachableException;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.runtime.topics.TopicsUnusableException;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.schemas.Topics;
import io.tocsin.schemas.silences.Silences;
import io.tocsin.schemas.silences.SilencesTopic;
import io.tocsin.schemas.silences.TooManySilencesException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * What can be done with the silences of the live namespace. An outage of brokers or registry is
 * told as such, and nothing is kept from it.
 */
final class SilenceDesk implements AutoCloseable {
  private final ServiceConfig config;
  private final KafkaTrouble trouble;
  private final Topics topics;
  private final SilencesTopic topic;

  SilenceDesk(ServiceConfig config, KafkaTrouble trouble, Topics topics) {
    this.config = config;
    this.trouble = trouble;
    this.topics = topics;
    this.topic =
        new SilencesTopic(config.kafka(), config.namespace() + "-dashboard-silences", topics);
  }

  /**
   * Those that there are.
   *
   * @param silences none where they may not be read
   * @param refusal why they may not be read; empty if they may
   */
  record Seen(Silences silences, String refusal) {}

  /**
   * The silences as they are.
   *
   * @throws ApiProblem if broker or registry are away
   */
  Seen look() {
    return available(
        () -> {
          try {
            return new Seen(topic.look(), "");
          } catch (KafkaException failed) {
            return new Seen(Silences.NONE, trouble.explain(failed).orElseThrow(() -> failed));
          }
        });
  }

  /**
   * Adds one.
   *
   * @throws ApiProblem if there are too many, or it cannot be written; nothing is written then
   */
  Silence add(Silence silence) {
    try {
      return available(
          () -> {
            TopicProvisioning.ensure(
                List.of(topics.silences().toNewTopic(config.topics().replication())), config);
            topic.add(silence);
            return silence;
          });
    } catch (TooManySilencesException full) {
      throw new ApiProblem(ApiProblem.Kind.CONFLICT, String.valueOf(full.getMessage()));
    }
  }

  /**
   * Lets one end.
   *
   * @throws ApiProblem if there is none of this id, or it cannot be written
   */
  Silence expire(String id, Instant now) {
    return available(() -> topic.expire(id, now))
        .orElseThrow(() -> new ApiProblem(ApiProblem.Kind.NOT_FOUND, "no silence with this id"));
  }

  private <T> T available(Supplier<T> work) {
    try {
      return work.get();
    } catch (RegistryUnavailableException away) {
      throw new ApiProblem(ApiProblem.Kind.UNAVAILABLE, String.valueOf(away.getMessage()));
    } catch (KafkaException
        | ClusterRefusedException
        | BrokerUnreachableException
        | TopicsUnusableException away) {
      throw new ApiProblem(
          ApiProblem.Kind.UNAVAILABLE,
          "the cluster: " + trouble.explain(away).orElse(String.valueOf(away.getMessage())));
    }
  }

  @Override
  public void close() {
    topic.close();
  }
}
