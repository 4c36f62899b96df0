package io.tocsin.ingest.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker again and again where the raw partitions end, on a thread of its own. While the
 * broker does not answer nothing is reported, and so an idle partition's clock stands still.
 */
public final class EndOffsetProbe implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EndOffsetProbe.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int PATIENCE_MILLIS = 5_000;

  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> partitions;
  private final ReadProgress progress;
  private final InstantSource clock;
  private final ScheduledExecutorService thread;
  private boolean answered = true;

  private EndOffsetProbe(
      Admin admin,
      Map<TopicPartition, OffsetSpec> partitions,
      ReadProgress progress,
      InstantSource clock) {
    this.admin = admin;
    this.partitions = partitions;
    this.progress = progress;
    this.clock = clock;
    this.thread = Executors.newSingleThreadScheduledExecutor(EndOffsetProbe::daemon);
  }

  /**
   * Begins to ask; the probe owns the admin client from now on.
   *
   * @param clock wall time, which names the moment before each question
   */
  public static EndOffsetProbe start(
      Admin admin, String topic, int partitions, ReadProgress progress, InstantSource clock) {
    Map<TopicPartition, OffsetSpec> all =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    EndOffsetProbe probe = new EndOffsetProbe(admin, all, progress, clock);
    var unused =
        probe.thread.scheduleWithFixedDelay(probe::ask, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    return probe;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "ingest-end-offsets");
    thread.setDaemon(true);
    return thread;
  }

  private void ask() {
    long askedAt = clock.millis();
    try {
      ListOffsetsResult result =
          admin.listOffsets(
              partitions,
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(PATIENCE_MILLIS));
      result
          .all()
          .get(2L * PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> progress.ended(partition, askedAt, end.offset()));
      answered = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      logOnce(e);
    }
  }

  private void logOnce(Exception e) {
    if (answered) {
      log.atWarn().setCause(e).log("the broker does not say where the raw topic ends");
    }
    answered = false;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ofSeconds(1));
  }
}
