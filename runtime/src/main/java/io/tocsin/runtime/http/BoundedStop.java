package io.tocsin.runtime.http;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Ends what may never end: after a while it is told to, and left behind. */
final class BoundedStop {
  private BoundedStop() {}

  /**
   * Runs what ends something, in a thread of its own that keeps no process alive.
   *
   * @param limit how long it is waited for; then, or when the caller is interrupted, that thread is
   *     interrupted and left behind
   * @return whether it has ended
   */
  static boolean within(Duration limit, Runnable stop) {
    ExecutorService stopping = Executors.newSingleThreadExecutor(BoundedStop::daemon);
    stopping.execute(stop);
    stopping.shutdown();
    try {
      if (stopping.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopping.shutdownNow();
    return false;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "stop-http");
    thread.setDaemon(true);
    return thread;
  }
}
