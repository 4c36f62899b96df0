package io.tocsin.replay;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.topics.BrokerUnreachableException;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.runtime.topics.TopicsUnusableException;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The topics of a replay's namespace on the cluster. */
final class ReplayTopics {

  private static final long PATIENCE_SECONDS = 30;

  private final Admin admin;
  private final Topics topics;

  ReplayTopics(Admin admin, Topics topics) {
    this.admin = admin;
    this.topics = topics;
  }

  /** Those that exist already, by name. */
  Set<String> existing() {
    Set<String> names = new TreeSet<>(get(admin.listTopics().names()));
    names.retainAll(topics.all().stream().map(TopicSpec::name).toList());
    return names;
  }

  /** Creates those that are missing and waits until all can be used. */
  void create(ServiceConfig config) {
    List<NewTopic> all =
        topics.all().stream()
            .map(topic -> topic.toNewTopic(config.topics().replication()))
            .toList();
    try {
      TopicProvisioning.ensure(all, rights(), config);
    } catch (BrokerUnreachableException | ClusterRefusedException | TopicsUnusableException e) {
      throw new ReplayException(String.valueOf(e.getMessage()), e);
    }
  }

  /** All of them at once: a replay that lacks one would only find out on its way. */
  private Rights rights() {
    return new Rights(new AccessRights(topics, Party.REPLAY).onTopics());
  }

  /** Records in the raw topic: what an earlier run has sent. */
  long sent() {
    TopicPartition raw = new TopicPartition(topics.rawPosts().name(), 0);
    return get(admin.listOffsets(Map.of(raw, OffsetSpec.latest())).partitionResult(raw)).offset();
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new ReplayException("the cluster refused: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new ReplayException("the cluster did not answer in " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted", e);
    }
  }
}
