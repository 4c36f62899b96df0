package io.tocsin.benchmarks.watch;

import java.util.Arrays;

/** How many mentions a window holds that slides along: times in a ring that grows as needed. */
final class SlidingCount {

  private final long length;
  private long[] ring;
  private int first;
  private int size;

  /**
   * Of a window.
   *
   * @param length its length in milliseconds; it holds {@code (now − length, now]}
   */
  SlidingCount(long length) {
    this(length, new long[64], 0, 0);
  }

  private SlidingCount(long length, long[] ring, int first, int size) {
    this.length = length;
    this.ring = ring;
    this.first = first;
    this.size = size;
  }

  SlidingCount copy() {
    return new SlidingCount(length, ring.clone(), first, size);
  }

  int size() {
    return size;
  }

  void add(long time) {
    if (size == ring.length) {
      long[] larger = new long[2 * size];
      for (int i = 0; i < size; i++) {
        larger[i] = ring[(first + i) % size];
      }
      ring = larger;
      first = 0;
    }
    ring[(first + size) % ring.length] = time;
    size++;
  }

  /** Removes the oldest when it has left the window; whether there was one. */
  boolean dropOldest(long now) {
    if (size == 0 || ring[first] > now - length) {
      return false;
    }
    first = (first + 1) % ring.length;
    size--;
    return true;
  }

  /** The oldest. */
  long oldest() {
    return ring[first];
  }

  /** Removes all that has left the window. */
  void dropUntil(long now) {
    boolean dropped = true;
    while (dropped) {
      dropped = dropOldest(now);
    }
  }

  void clear() {
    Arrays.fill(ring, 0);
    first = 0;
    size = 0;
  }
}
