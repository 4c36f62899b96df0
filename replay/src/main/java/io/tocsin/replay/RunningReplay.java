package io.tocsin.replay;

import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replay that was started: its services run, its posts are being sent. */
public final class RunningReplay implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RunningReplay.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final ReplayRequest request;
  private final ReplayListener listener;
  private final List<RunningService> services;
  private final RawTopicSender sender;
  private final ReplayFeed feed;
  private final Deque<AutoCloseable> owned;
  private final long startNanos = System.nanoTime();
  private final AtomicReference<@Nullable ServiceFailure> failure = new AtomicReference<>();
  private final ExecutorService sending;
  private final Future<?> sent;

  RunningReplay(
      ReplayRequest request,
      ReplayListener listener,
      List<RunningService> services,
      RawTopicSender sender,
      ReplayFeed feed,
      Deque<AutoCloseable> owned) {
    this.request = request;
    this.listener = listener;
    this.services = List.copyOf(services);
    this.sender = sender;
    this.feed = feed;
    this.owned = new ArrayDeque<>(owned);
    this.sending = Executors.newSingleThreadExecutor(task -> new Thread(task, "replay-sender"));
    services.forEach(service -> service.failure().thenAccept(failed -> failure.set(failed)));
    this.sent = sending.submit(sender);
  }

  /** Its services: ingest, enrich, alerts. */
  public List<RunningService> services() {
    return services;
  }

  /**
   * Waits until the end mark has come through the alerts service, telling the listener meanwhile.
   *
   * @throws ReplayException if a service fails or the posts cannot be sent
   */
  public ReplayResult awaitEnd() {
    listener.phase("replaying " + request.posts().extent().posts() + " posts");
    while (!through()) {
      checkSender();
      checkServices();
      feed.poll(POLL, listener::alert);
      listener.progress(progress());
    }
    feed.drain(listener::alert);
    listener.progress(progress());
    return new ReplayResult(
        sender.sent(), feed.events(), Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private boolean through() {
    return sent.isDone()
        && feed.clock().filter(clock -> !clock.isBefore(request.end())).isPresent();
  }

  private ReplayProgress progress() {
    return new ReplayProgress(
        sender.sent(),
        request.posts().extent().posts(),
        feed.clock(),
        request.end(),
        feed.events());
  }

  private void checkSender() {
    if (!sent.isDone()) {
      return;
    }
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ReplayException failed
          ? failed
          : new ReplayException("cannot send the posts: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted", e);
    }
  }

  private void checkServices() {
    ServiceFailure failed = failure.get();
    if (failed != null) {
      throw new ReplayException("a service failed: " + failed.getMessage(), failed);
    }
  }

  /** Stops sending and the services; the topics stay. */
  @Override
  public void close() {
    sending.shutdownNow();
    closeAll(owned);
  }

  static void closeAll(Deque<AutoCloseable> owned) {
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        log.atWarn().setCause(e).log("could not close");
      }
    }
  }
}
