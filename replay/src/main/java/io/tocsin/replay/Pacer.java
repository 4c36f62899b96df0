package io.tocsin.replay;

import io.tocsin.replay.core.Speed;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds posts back so that they come as far apart as the speed says. */
final class Pacer {

  private final Speed speed;
  private final Waiting waiting;
  private @Nullable Instant firstEvent;
  private long firstNanos;

  /** The wall clock, as far as pacing needs it. */
  interface Waiting {

    /** Wall time in nanoseconds from an arbitrary origin. */
    long nanos();

    /** Waits so long, unless interrupted. */
    void await(long nanos) throws InterruptedException;

    /** The machine's own. */
    static Waiting system() {
      return new Waiting() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void await(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };
    }
  }

  Pacer(Speed speed, Waiting waiting) {
    this.speed = speed;
    this.waiting = waiting;
  }

  /** Returns when it is the turn of a post of this time. */
  void await(Instant event) throws InterruptedException {
    if (firstEvent == null) {
      firstEvent = event;
      firstNanos = waiting.nanos();
      return;
    }
    long due = firstNanos + speed.wallTime(Duration.between(firstEvent, event)).toNanos();
    long rest = due - waiting.nanos();
    if (rest > 0) {
      waiting.await(rest);
    }
  }
}
