package io.tocsin.alerts.stores;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Counts the records that came to the rules store, so that tasks notice a change without reading,
 * and keeps changes and whole readings apart: an iterator of a store in memory steps over each
 * entry that went after it was made by calling itself, and overflows the stack when a whole set
 * goes. Thread-safe: the global thread counts, stream threads look.
 */
public final class RuleChangeCount {

  private final AtomicLong count = new AtomicLong();
  private final Lock store = new ReentrantLock();

  /** Makes a change of the store, while nobody reads the whole of it, and counts it. */
  public void change(Runnable change) {
    store.lock();
    try {
      change.run();
      count.incrementAndGet();
    } finally {
      store.unlock();
    }
  }

  /** Reads the whole store, while nobody changes it; short, since the global thread may wait. */
  <T> T whole(Supplier<T> reading) {
    store.lock();
    try {
      return reading.get();
    } finally {
      store.unlock();
    }
  }

  /** How many so far. */
  public long current() {
    return count.get();
  }
}
