package io.tocsin.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.tocsin.dashboard.LiveBoard.Batch;
import io.tocsin.dashboard.LiveBoard.Start;
import io.tocsin.dashboard.core.BrokenCursorException;
import io.tocsin.dashboard.core.Cursor;
import io.tocsin.dashboard.core.RingEntry;
import io.tocsin.dashboard.core.RingEntry.Changed;
import io.tocsin.dashboard.core.RingEntry.Happened;
import io.tocsin.runtime.http.Health;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alert events as server-sent events. Each client has a thread and no queue of its own: it reads
 * the ring, and is cut off when the ring has turned past it, or when it takes nothing of what is
 * sent. It comes again with the id of the last event that it has seen.
 */
final class EventStreams {
  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
  private static final int AT_ONCE = 64;
  private static final String TYPE = "text/event-stream; charset=utf-8";

  private final LiveBoard board;
  private final Supplier<Health> health;
  private final DashboardMetrics metrics;
  private final long heartbeatMillis;
  private final int limit;
  private final Semaphore places;

  EventStreams(
      LiveBoard board,
      Supplier<Health> health,
      DashboardMetrics metrics,
      Duration heartbeat,
      int limit) {
    this.board = board;
    this.health = health;
    this.metrics = metrics;
    this.heartbeatMillis = heartbeat.toMillis();
    this.limit = limit;
    this.places = new Semaphore(limit);
    metrics.clients(() -> limit - places.availablePermits());
  }

  /**
   * Serves one client until it leaves, is cut off or all is over.
   *
   * @throws ApiProblem if its cursor is broken or all places are taken
   */
  void serve(Context context) {
    if (context.method().equals(HandlerType.HEAD)) {
      context.contentType(TYPE);
      return;
    }
    Optional<Cursor> seen = seen(context.header("Last-Event-ID"), context.queryParam("since"));
    if (!places.tryAcquire()) {
      context.header("Retry-After", "10");
      throw new ApiProblem(
          ApiProblem.Kind.CROWDED, limit + " clients follow already (tocsin.dashboard.clients)");
    }
    try {
      begin(context);
      follow(context.res().getOutputStream(), seen);
    } catch (IOException left) {
      log.debug("a client left");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  /** What the browser remembers goes before what was in the address when the page began. */
  private static Optional<Cursor> seen(@Nullable String header, @Nullable String parameter) {
    boolean resumed = header != null && !header.isEmpty();
    String text = resumed ? header : parameter;
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Cursor.parse(text));
    } catch (BrokenCursorException broken) {
      throw new ApiProblem(
          ApiProblem.Kind.MALFORMED,
          (resumed ? "Last-Event-ID: " : "since: ") + broken.getMessage());
    }
  }

  private static void begin(Context context) throws IOException {
    context.status(200).contentType(TYPE);
    context.header("Cache-Control", "no-store");
    context.header("X-Accel-Buffering", "no");
    context.res().flushBuffer();
  }

  private void follow(OutputStream out, Optional<Cursor> seen)
      throws IOException, InterruptedException {
    beat(out);
    while (!board.awaitComplete(heartbeatMillis)) {
      if (board.isClosed()) {
        return;
      }
      beat(out);
    }
    Start start = board.follow(seen);
    Cursor cursor = start.cursor();
    send(out, start.reached() ? "ready" : "changed", cursor, "{}");
    long from = start.from();
    while (!board.isClosed()) {
      Batch batch = board.next(from, heartbeatMillis, AT_ONCE);
      if (batch.tooSlow()) {
        metrics.tooSlow();
        return;
      }
      if (batch.next() == from) {
        beat(out);
      }
      for (RingEntry entry : batch.entries()) {
        cursor = send(out, entry, cursor);
      }
      out.flush();
      from = batch.next();
    }
  }

  private static Cursor send(OutputStream out, RingEntry entry, Cursor cursor) throws IOException {
    if (entry instanceof Happened event) {
      if (event.offset() < cursor.at(event.partition())) {
        return cursor;
      }
      Cursor after = cursor.with(event.partition(), event.offset() + 1);
      send(out, "alert", after, ApiAnswers.event(event));
      return after;
    }
    Cursor after = entry instanceof Changed changed ? cursor.without(changed.namespace()) : cursor;
    send(out, "changed", after, "{}");
    return after;
  }

  private static void send(OutputStream out, String type, Cursor cursor, String data)
      throws IOException {
    String text = "event: " + type + "\nid: " + cursor.text() + "\ndata: " + data + "\n\n";
    out.write(text.getBytes(UTF_8));
  }

  /** Has no id, so that it does not count as seen. */
  private void beat(OutputStream out) throws IOException {
    out.write(("event: health\ndata: " + health.get().json() + "\n\n").getBytes(UTF_8));
    out.flush();
  }
}
