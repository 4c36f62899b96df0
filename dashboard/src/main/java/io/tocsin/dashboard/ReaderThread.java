package io.tocsin.dashboard;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread with a consumer of its own, which it closes at its end. */
final class ReaderThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReaderThread.class);
  private static final long CLOSE_SECONDS = 20;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Runnable step;
  private final Consumer<RuntimeException> failed;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;

  /**
   * Does not start yet.
   *
   * @param step what is done again and again; an exception ends it
   * @param failed takes that exception
   */
  ReaderThread(
      String name,
      KafkaConsumer<byte[], byte[]> consumer,
      Runnable step,
      Consumer<RuntimeException> failed) {
    this.consumer = consumer;
    this.step = step;
    this.failed = failed;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /**
   * A consumer of committed records, in no group.
   *
   * @param answerMillis how long it waits for an answer of the brokers
   */
  static KafkaConsumer<byte[], byte[]> consumer(
      Map<String, ?> kafka, String clientId, int answerMillis) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, answerMillis);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, answerMillis);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closing) {
        step.run();
      }
    } catch (WakeupException closed) {
      log.debug("closing");
    } catch (RuntimeException exception) {
      failed.accept(exception);
    } finally {
      consumer.close();
      ended.countDown();
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
    } else if (!hasEnded()) {
      log.atWarn()
          .addKeyValue("service", DashboardService.NAME)
          .log("{} does not end", thread.getName());
    }
  }

  private boolean hasEnded() {
    try {
      return ended.await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
