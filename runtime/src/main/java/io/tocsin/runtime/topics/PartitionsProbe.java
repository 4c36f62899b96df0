package io.tocsin.runtime.topics;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.PeriodicCheck;
import io.tocsin.runtime.kafka.Causes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Asks the brokers whether each partition of some topics has a leader. A connection alone tells
 * little: a broker that hangs keeps it, and one whose disk is full or broken gives up its
 * partitions.
 */
public final class PartitionsProbe implements AutoCloseable {
  /** Name of the check. */
  public static final String NAME = "partitions";

  static final Duration PAUSE = Duration.ofSeconds(3);
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

  private static final Duration PATIENCE = PAUSE.plus(ANSWER_WITHIN).plusSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
  private static final int NAMED = 5;

  /** Each attempt is a line in the log. */
  private static final int RECONNECT_MS = 2_500;

  private final Admin admin;
  private final List<String> topics;
  private final PeriodicCheck check;

  private PartitionsProbe(Admin admin, Collection<String> topics) {
    this.admin = admin;
    this.topics = List.copyOf(topics);
    this.check = PeriodicCheck.start(NAME, this::ask, PAUSE, PATIENCE);
  }

  /**
   * Begins to ask; needs the right to describe the topics.
   *
   * @param service whose part of the client's name in the broker's logs
   */
  public static PartitionsProbe start(
      ServiceConfig config, String service, Collection<String> topics) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.putIfAbsent(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, config.applicationId(service) + "-health");
    return new PartitionsProbe(Admin.create(settings), topics);
  }

  /** How long it takes at most until a change is seen. */
  public static Duration seenWithin() {
    return PAUSE.plus(ANSWER_WITHIN);
  }

  /** The check named {@link #NAME}, as it was answered last. */
  public Health.Check check() {
    return check.last();
  }

  private Health.Check ask() {
    long within = ANSWER_WITHIN.toMillis();
    try {
      return judge(
          admin
              .describeTopics(topics, new DescribeTopicsOptions().timeoutMs((int) within))
              .allTopicNames()
              .get(within, TimeUnit.MILLISECONDS)
              .values());
    } catch (ExecutionException failed) {
      return down(Causes.innermost(failed).toString());
    } catch (java.util.concurrent.TimeoutException silent) {
      return down("no broker answered within " + ANSWER_WITHIN.toSeconds() + " s");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptException(stopped);
    }
  }

  static Health.Check judge(Collection<TopicDescription> topics) {
    List<String> leaderless =
        topics.stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .filter(PartitionsProbe::hasNoLeader)
                        .map(partition -> topic.name() + "-" + partition.partition()))
            .sorted()
            .toList();
    return leaderless.isEmpty()
        ? new Health.Check(NAME, true, "all have leaders")
        : down(
            "%d without a leader, among them %s: a broker is gone, or its disk is full or broken"
                .formatted(
                    leaderless.size(),
                    leaderless.stream().limit(NAMED).collect(Collectors.joining(", "))));
  }

  private static boolean hasNoLeader(TopicPartitionInfo partition) {
    Node leader = partition.leader();
    return leader == null || leader.isEmpty();
  }

  private static Health.Check down(String why) {
    return new Health.Check(NAME, false, why);
  }

  @Override
  public void close() {
    check.close();
    admin.close(CLOSE_WITHIN);
  }
}
