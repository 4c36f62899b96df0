package io.tocsin.acceptance.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.acceptance.ChildJvm;
import io.tocsin.acceptance.ContainerCluster;
import io.tocsin.acceptance.ContainersExtension;
import io.tocsin.acceptance.Launch;
import io.tocsin.acceptance.Processes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A service whose machine is suspended with a transaction open: the broker gives the transaction up
 * and the service finds out when it goes on.
 */
@Needs(Tool.ENGINE)
@ExtendWith(ContainersExtension.class)
class PausedIT {
  private static final int PARTITIONS = 2;
  private static final int POSTS = 80;
  private static final Set<TransactionState> UNFINISHED =
      Set.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT);

  @RegisterExtension final Processes processes = new Processes();

  @Test
  void shouldGoOnWithNothingLostAndNothingTwice(ContainerCluster containers) throws Exception {
    try (TestCluster undisturbed = containers.namespace();
        TestCluster cluster = containers.namespace();
        Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      HistoryRun whole = new HistoryRun(undisturbed, PARTITIONS).prepared();
      launch("undisturbed", whole).start().awaitReady();
      whole.send(2 * POSTS);
      awaitTaken(admin, undisturbed, 2 * POSTS);

      HistoryRun run = new HistoryRun(cluster, PARTITIONS).prepared();
      ChildJvm ingest = launch("paused", run).start().awaitReady();
      run.send(POSTS);
      await().atMost(ChildJvm.PATIENCE).until(() -> hasOpen(admin, cluster));
      ingest.pause();
      await().atMost(ChildJvm.PATIENCE).until(() -> !hasOpen(admin, cluster));
      ingest.resume();
      run.send(POSTS);
      awaitTaken(admin, cluster, 2 * POSTS);

      assertThat(cleaned(cluster, run)).isNotEmpty().isEqualTo(cleaned(undisturbed, whole));
      assertThat(ingest.isAlive()).isTrue();
      assertThat(run.deadLetters()).isEmpty();
    }
  }

  private Launch launch(String name, HistoryRun run) {
    return processes
        .service("ingest")
        .named(name)
        .settings(run.settings())
        .setting("tocsin.streams.commit.interval.ms", "3000")
        .setting("tocsin.streams.producer.transaction.timeout.ms", "5000");
  }

  /** Keys and revisions of the clean posts, sorted. */
  private static List<String> cleaned(TestCluster cluster, HistoryRun run) {
    return cluster.readAll(run.topics().posts()).stream()
        .map(record -> record.key() + " " + record.value().getRevision())
        .sorted()
        .toList();
  }

  /** Waits until so many raw posts are behind the service and what it made of them can be read. */
  private static void awaitTaken(Admin admin, TestCluster cluster, int count) {
    await()
        .atMost(ChildJvm.PATIENCE)
        .until(() -> committed(admin, cluster) == count && !hasOpen(admin, cluster));
  }

  private static long committed(Admin admin, TestCluster cluster) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin
            .listConsumerGroupOffsets(cluster.namespace() + "-ingest")
            .partitionsToOffsetAndMetadata()
            .get();
    OffsetAndMetadata raw =
        offsets.get(
            new TopicPartition(cluster.topics(ClockMode.EVENT, PARTITIONS).rawPosts().name(), 0));
    return raw == null ? 0 : raw.offset();
  }

  private static boolean hasOpen(Admin admin, TestCluster cluster) throws Exception {
    return admin
        .listTransactions(new ListTransactionsOptions().filterStates(UNFINISHED))
        .all()
        .get()
        .stream()
        .anyMatch(listing -> listing.transactionalId().startsWith(cluster.namespace() + "-ingest"));
  }
}
