package io.tocsin.runtime.service;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * What can be seen from outside of the work of a Kafka Streams client at a moment.
 *
 * @param works whether it is meant to work: it has its tasks and is not paused
 * @param sincePoll by name of the thread, how long ago it last asked for records, which it does
 *     after each turn of its work, with records or without
 * @param tasks by task and partition, how far it is
 */
record Pulse(boolean works, Map<String, Duration> sincePoll, Map<String, Position> tasks) {
  private static final String CONSUMER = "-consumer";
  private static final String RESTORE = "-restore-consumer";
  private static final String GLOBAL = "-global";
  private static final double MILLIS = 1_000.0;

  /**
   * Where a task stands in a partition.
   *
   * @param given offset of the last record that it was given; negative if there was none
   * @param done offset up to which its work is committed; negative before the first commit
   */
  record Position(long given, long done) {

    /** Whether it has records that it has not done, or whose work is not committed. */
    boolean waits() {
      return given >= 0 && given >= done;
    }
  }

  Pulse {
    sincePoll = Map.copyOf(sincePoll);
    tasks = Map.copyOf(tasks);
  }

  /** Of a client that is starting, restoring, paused or ending. */
  static Pulse none() {
    return new Pulse(false, Map.of(), Map.of());
  }

  /** Of a client now. */
  static Pulse of(KafkaStreams client) {
    if (client.state() != State.RUNNING || client.isPaused()) {
      return none();
    }
    try {
      return new Pulse(true, sincePoll(client.metrics()), tasks(client));
    } catch (IllegalStateException noLongerRunning) {
      return none();
    }
  }

  /** The consumer that restores asks only when there is something to restore. */
  private static Map<String, Duration> sincePoll(Map<MetricName, ? extends Metric> metrics) {
    Map<String, Duration> threads = new TreeMap<>();
    ToDoubleFunction<Metric> seconds = metric -> ((Number) metric.metricValue()).doubleValue();
    metrics.forEach(
        (name, metric) -> {
          String client = name.tags().getOrDefault("client-id", "");
          boolean asks = client.endsWith(CONSUMER) && !client.endsWith(RESTORE);
          if (asks && name.name().equals("last-poll-seconds-ago")) {
            double since = Math.max(0, seconds.applyAsDouble(metric));
            threads.put(thread(client), Duration.ofMillis((long) (since * MILLIS)));
          }
        });
    return threads;
  }

  private static String thread(String clientId) {
    String thread = clientId.substring(0, clientId.length() - CONSUMER.length());
    return thread.endsWith(GLOBAL) ? thread.replace(GLOBAL, "-GlobalStreamThread") : thread;
  }

  private static Map<String, Position> tasks(KafkaStreams client) {
    Map<String, Position> tasks = new TreeMap<>();
    for (ThreadMetadata thread : client.metadataForLocalThreads()) {
      for (TaskMetadata task : thread.activeTasks()) {
        for (TopicPartition partition : task.topicPartitions()) {
          tasks.put("task " + task.taskId() + " in " + partition, position(task, partition));
        }
      }
    }
    return tasks;
  }

  private static Position position(TaskMetadata task, TopicPartition partition) {
    return new Position(
        task.endOffsets().getOrDefault(partition, -1L),
        task.committedOffsets().getOrDefault(partition, -1L));
  }
}
