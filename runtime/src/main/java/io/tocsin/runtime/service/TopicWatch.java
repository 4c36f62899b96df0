package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.topics.TopicMismatch;
import io.tocsin.runtime.topics.TopicProvisioning;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again whether the topics of a running service are still as it needs them. A topic
 * that was deleted, or was given more partitions, so that keys move among them, ends the service
 * before it works on something wrong; an outage of the cluster does not.
 */
final class TopicWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
  private static final Duration BEFORE_SECOND_LOOK = Duration.ofMillis(500);

  private final List<NewTopic> topics;
  private final ServiceConfig config;
  private final Consumer<ServiceFailure> onFailure;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(TopicWatch::daemon);

  private TopicWatch(
      List<NewTopic> topics, ServiceConfig config, Consumer<ServiceFailure> onFailure) {
    this.topics = topics;
    this.config = config;
    this.onFailure = onFailure;
  }

  /**
   * Begins to look.
   *
   * @param onFailure is told once what is wrong
   */
  static TopicWatch start(
      List<NewTopic> topics, ServiceConfig config, Consumer<ServiceFailure> onFailure) {
    TopicWatch watch = new TopicWatch(topics, config, onFailure);
    long pause = config.get(ShellKeys.RECHECK).toMillis();
    var unused =
        watch.thread.scheduleWithFixedDelay(watch::look, pause, pause, TimeUnit.MILLISECONDS);
    return watch;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "topic-watch");
    thread.setDaemon(true);
    return thread;
  }

  /** A broker that has just started may not know all topics yet, so what is found is looked up. */
  private void look() {
    try {
      if (wrong().isEmpty()) {
        return;
      }
      LockSupport.parkNanos(BEFORE_SECOND_LOOK.toNanos());
      List<TopicMismatch> wrong = wrong();
      if (!wrong.isEmpty() && !thread.isShutdown()) {
        thread.shutdown();
        onFailure.accept(new ServiceFailure(ExitCode.WORLD_BROKEN, message(wrong)));
      }
    } catch (RuntimeException outage) {
      log.atDebug().setCause(outage).log("the topics cannot be looked at");
    }
  }

  private List<TopicMismatch> wrong() {
    return TopicProvisioning.check(topics, config).stream()
        .filter(TopicMismatch::blocking)
        .toList();
  }

  private static String message(List<TopicMismatch> wrong) {
    return wrong.stream()
        .map(TopicMismatch::message)
        .collect(Collectors.joining("\n  ", "topics were changed while it ran:\n  ", ""));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
