package io.tocsin.alerts.stores;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the records that came to the rules store, so that tasks notice a change without reading.
 * Thread-safe: the global thread counts, stream threads look.
 */
public final class RuleChangeCount {

  private final AtomicLong count = new AtomicLong();

  /** One more. */
  public void increment() {
    count.incrementAndGet();
  }

  /** How many so far. */
  public long current() {
    return count.get();
  }
}
