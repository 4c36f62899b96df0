package io.tocsin.benchmarks.series;

import java.util.Arrays;

/** A list of times that grows, without a box around each. */
public final class Times {

  private long[] values = new long[256];
  private int size;

  /** Adds a time, in milliseconds. */
  public void add(long time) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = time;
  }

  /** The times in ascending order. */
  public long[] sorted() {
    long[] times = Arrays.copyOf(values, size);
    Arrays.sort(times);
    return times;
  }
}
