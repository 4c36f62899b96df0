package io.tocsin.ingest.feed;

import io.tocsin.ingest.feed.core.FeedSpec;
import io.tocsin.ingest.feed.core.PollSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls feeds by a schedule, several at a time, until it is closed or the schedule is finished. */
final class FeedPolling implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FeedPolling.class);
  private static final long STOP_SECONDS = 10;

  private final PollSchedule schedule;
  private final FeedPoller poller;
  private final BiConsumer<FeedSpec, PollReport> listener;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final ExecutorService threads;
  private volatile boolean stopped;

  private FeedPolling(
      PollSchedule schedule,
      FeedPoller poller,
      BiConsumer<FeedSpec, PollReport> listener,
      InstantSource clock,
      int workers) {
    this.schedule = schedule;
    this.poller = poller;
    this.listener = listener;
    this.clock = clock;
    this.threads = Executors.newFixedThreadPool(workers);
  }

  /**
   * Starts.
   *
   * @param listener told of each poll, by many threads
   * @param workers how many polls there may be at a time
   */
  static FeedPolling start(
      PollSchedule schedule,
      FeedPoller poller,
      BiConsumer<FeedSpec, PollReport> listener,
      InstantSource clock,
      int workers) {
    FeedPolling polling = new FeedPolling(schedule, poller, listener, clock, workers);
    for (int i = 0; i < workers; i++) {
      polling.threads.execute(polling::work);
    }
    return polling;
  }

  /** Completes when the schedule is finished, or fails with what ended it. */
  CompletableFuture<Void> end() {
    return end;
  }

  private void work() {
    try {
      for (Optional<FeedSpec> feed = take(); feed.isPresent(); feed = take()) {
        PollReport report = poller.poll(feed.get());
        tell(feed.get(), report);
        done(feed.get(), report);
      }
      end.complete(null);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      stop();
      end.completeExceptionally(failed);
    }
  }

  private void tell(FeedSpec feed, PollReport report) {
    listener.accept(feed, report);
    (report.end().failed() ? log.atWarn() : log.atDebug())
        .addKeyValue("feed", feed.name())
        .addKeyValue("outcome", report.outcome())
        .addKeyValue("items", report.items())
        .log(report.detail().isEmpty() ? "polled" : report.detail());
  }

  /** Waits for the next feed; none when there will be no more. */
  private Optional<FeedSpec> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!stopped && !schedule.isFinished()) {
        Optional<FeedSpec> feed = schedule.take(clock.instant());
        if (feed.isPresent()) {
          return feed;
        }
        await(schedule.next());
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the caller loops
  private void await(Optional<Instant> next) throws InterruptedException {
    if (next.isEmpty()) {
      changed.await();
    } else {
      Duration wait = Duration.between(clock.instant(), next.get());
      boolean unused = changed.await(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
    }
  }

  private void done(FeedSpec feed, PollReport report) {
    lock.lock();
    try {
      schedule.done(feed, report.end(), clock.instant());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets polls that run end, for a bounded time. */
  @Override
  public void close() {
    stop();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
