package io.tocsin.ingest.receive;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that requests may take together, in bytes. Nobody waits for it: whoever finds it spent
 * is told to come again.
 */
final class Budget {
  private static final String RETRY_AFTER_SECONDS = "1";

  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  Budget(long limit) {
    this.limit = limit;
  }

  long limit() {
    return limit;
  }

  /** Bytes that are taken now; 0 when no request is under way. */
  long taken() {
    return taken.get();
  }

  /** A share of nothing, for a request that begins. */
  Share open() {
    return new Share();
  }

  private boolean tryTake(long bytes) {
    long before;
    do {
      before = taken.get();
      if (bytes > limit - before) {
        return false;
      }
    } while (!taken.compareAndSet(before, before + bytes));
    return true;
  }

  /** What one request has taken; given back once, by whatever thread. */
  final class Share implements AutoCloseable {
    private final AtomicLong mine = new AtomicLong();

    private Share() {}

    /**
     * Takes more.
     *
     * @throws Problem if that much is not left
     */
    void take(long bytes) {
      if (!tryTake(bytes)) {
        throw new Problem(
                Problem.Kind.BUSY,
                "%d bytes of %d are taken by requests under way, %d more are needed; nothing was sent, come again"
                    .formatted(taken(), limit, bytes))
            .with("Retry-After", RETRY_AFTER_SECONDS)
            .closing();
      }
      mine.addAndGet(bytes);
    }

    /** Gives all back. */
    @Override
    public void close() {
      taken.addAndGet(-mine.getAndSet(0));
    }
  }
}
