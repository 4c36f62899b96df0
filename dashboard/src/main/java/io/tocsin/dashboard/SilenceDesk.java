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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the silences of the live namespace. An outage of brokers or registry is
 * told as such, and nothing is kept from it.
 */
final class SilenceDesk implements AutoCloseable {
  private static final Duration TOLD_FOR = Duration.ofSeconds(1);

  private final ServiceConfig config;
  private final KafkaTrouble trouble;
  private final Topics topics;
  private final SilencesTopic topic;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Looked latest = Looked.NOTHING;

  SilenceDesk(ServiceConfig config, KafkaTrouble trouble, Topics topics, InstantSource clock) {
    this.config = config;
    this.trouble = trouble;
    this.topics = topics;
    this.clock = clock;
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
   * What a look found, for a second.
   *
   * @param seen null where it failed, or nobody has looked yet
   * @param problem why it failed; null where it did not
   * @param until as long as it is told without looking again
   */
  private record Looked(@Nullable Seen seen, @Nullable ApiProblem problem, Instant until) {
    private static final Looked NOTHING = new Looked(null, null, Instant.MIN);

    private Seen answer() {
      if (problem != null) {
        throw problem;
      }
      if (seen == null) {
        throw new ApiProblem(ApiProblem.Kind.CROWDED, "somebody looks at this moment; try again");
      }
      return seen;
    }
  }

  /**
   * The silences as they were within the last second. However many ask, one looks, so that an
   * outage holds up one of them.
   *
   * @throws ApiProblem if broker or registry are away
   */
  Seen look() {
    Looked known = latest;
    if (clock.instant().isBefore(known.until()) || !looking.tryLock()) {
      return known.answer();
    }
    try {
      latest = lookAgain();
      return latest.answer();
    } finally {
      looking.unlock();
    }
  }

  private Looked lookAgain() {
    try {
      Seen seen = available(this::readable);
      return new Looked(seen, null, clock.instant().plus(TOLD_FOR));
    } catch (ApiProblem problem) {
      return new Looked(null, problem, clock.instant().plus(TOLD_FOR));
    }
  }

  private Seen readable() {
    try {
      return new Seen(topic.look(), "");
    } catch (KafkaException failed) {
      return new Seen(Silences.NONE, trouble.explain(failed).orElseThrow(() -> failed));
    }
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
            latest = Looked.NOTHING;
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
    Optional<Silence> ended = available(() -> topic.expire(id, now));
    latest = Looked.NOTHING;
    return ended.orElseThrow(
        () -> new ApiProblem(ApiProblem.Kind.NOT_FOUND, "no silence with this id"));
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
