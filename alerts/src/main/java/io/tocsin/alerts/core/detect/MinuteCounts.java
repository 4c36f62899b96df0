package io.tocsin.alerts.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Numbers by the minute, in the order of time. */
final class MinuteCounts {

  private long[] minutes = {};
  private int[] counts = {};
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds to what a minute has. */
  void add(long minute, int number) {
    int index = size;
    while (index > 0 && minutes[index - 1] >= minute) {
      index--;
    }
    if (index == size || minutes[index] != minute) {
      insert(index, minute);
    }
    counts[index] += number;
  }

  private void insert(int index, long minute) {
    if (size == minutes.length) {
      minutes = Arrays.copyOf(minutes, Math.max(8, 2 * size));
      counts = Arrays.copyOf(counts, minutes.length);
    }
    System.arraycopy(minutes, index, minutes, index + 1, size - index);
    System.arraycopy(counts, index, counts, index + 1, size - index);
    minutes[index] = minute;
    counts[index] = 0;
    size++;
  }

  /** The sum of the minutes that begin after a time. */
  int after(long time) {
    int sum = 0;
    for (int i = size - 1; i >= 0 && minutes[i] > time; i--) {
      sum += counts[i];
    }
    return sum;
  }

  /** The first minute that begins after a time; {@link Long#MAX_VALUE} for none. */
  long firstAfter(long time) {
    int index = size;
    while (index > 0 && minutes[index - 1] > time) {
      index--;
    }
    return index == size ? Long.MAX_VALUE : minutes[index];
  }

  /** Forgets the minutes that begin up to and including a time; gives their sum. */
  int dropUpTo(long time) {
    if (size == 0 || minutes[0] > time) {
      return 0;
    }
    int sum = 0;
    int gone = 0;
    for (; gone < size && minutes[gone] <= time; gone++) {
      sum += counts[gone];
    }
    System.arraycopy(minutes, gone, minutes, 0, size - gone);
    System.arraycopy(counts, gone, counts, 0, size - gone);
    size -= gone;
    return sum;
  }

  void writeTo(DataOutput out) throws IOException {
    Bytes.writeInt(out, size);
    for (int i = 0; i < size; i++) {
      out.writeLong(minutes[i]);
      Bytes.writeInt(out, counts[i]);
    }
  }

  void readFrom(DataInput in) throws IOException {
    for (int count = Bytes.readInt(in); count > 0; count--) {
      add(in.readLong(), Bytes.readInt(in));
    }
  }
}
