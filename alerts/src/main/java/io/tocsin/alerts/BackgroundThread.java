package io.tocsin.alerts;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work beside the stream: one thing at a time and few that wait. The thread keeps no process alive
 * and goes when there is nothing to do.
 */
final class BackgroundThread {

  private static final int MOST_WAITING = 1;
  private static final int IDLE_SECONDS = 10;

  private BackgroundThread() {}

  /** An executor of that kind; of what waits the oldest is dropped for the newest. */
  static Executor named(String name) {
    return new ThreadPoolExecutor(
        0,
        1,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MOST_WAITING),
        work -> daemon(work, name),
        new ThreadPoolExecutor.DiscardOldestPolicy());
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
