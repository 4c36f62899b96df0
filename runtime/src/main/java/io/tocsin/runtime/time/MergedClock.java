package io.tocsin.runtime.time;

import io.tocsin.runtime.stores.StoreFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a stage with several input partitions: the minimum of their watermarks.
 *
 * <p>An input that has not been heard of counts as minus infinity, so the clock does not start
 * before all of them have spoken; when one stops, it stops. It never goes back: an older watermark
 * than the one known of its input is ignored, and when the number of inputs grows the clock waits
 * for the new ones. Not thread-safe.
 */
public final class MergedClock {

  /** An input that was not heard of yet. */
  private static final long UNSEEN = -1;

  private static final StoreFormat FORMAT = new StoreFormat("clock-store", 1);

  /** More inputs than this are refused: the state of the clock is bounded. */
  public static final int MAX_INPUTS = 10_000;

  private long[] times;
  private long now;

  private MergedClock(long[] times, long now) {
    this.times = times;
    this.now = now;
  }

  /** A clock that has heard of nothing. */
  public static MergedClock unset() {
    return new MergedClock(new long[0], UNSEEN);
  }

  /**
   * Takes an input's watermark.
   *
   * @return the merged time, in milliseconds, if it rose
   * @throws IllegalArgumentException when there are more than {@link #MAX_INPUTS} inputs
   */
  public OptionalLong advance(Watermark watermark) {
    grow(watermark.of());
    times[watermark.partition()] = Math.max(times[watermark.partition()], watermark.time());
    long merged = Arrays.stream(times).min().orElse(UNSEEN);
    if (merged <= now) {
      return OptionalLong.empty();
    }
    now = merged;
    return OptionalLong.of(now);
  }

  /** The merged time in milliseconds; empty before all inputs have spoken. */
  public OptionalLong now() {
    return now == UNSEEN ? OptionalLong.empty() : OptionalLong.of(now);
  }

  /**
   * What is known, for a changelogged store: a format byte, the merged time, the time of each
   * input.
   */
  public byte[] toBytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(1 + Long.BYTES * (1 + times.length)).put(FORMAT.mark()).putLong(now);
    for (long time : times) {
      bytes.putLong(time);
    }
    return bytes.array();
  }

  /**
   * The clock as it was written by {@link #toBytes()}; an unset one for null.
   *
   * @throws io.tocsin.runtime.stores.UnreadableStateException when the bytes are of another format
   */
  public static MergedClock fromBytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      return unset();
    }
    FORMAT.of(bytes);
    if (bytes.length < 1 + Long.BYTES || (bytes.length - 1) % Long.BYTES != 0) {
      throw FORMAT.broken("has a clock of " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    long now = buffer.getLong();
    long[] times = new long[buffer.remaining() / Long.BYTES];
    for (int i = 0; i < times.length; i++) {
      times[i] = buffer.getLong();
    }
    return new MergedClock(times, now);
  }

  private void grow(int of) {
    if (of > MAX_INPUTS) {
      throw new IllegalArgumentException(
          of + " input partitions; at most " + MAX_INPUTS + " are supported");
    }
    if (of > times.length) {
      int known = times.length;
      times = Arrays.copyOf(times, of);
      Arrays.fill(times, known, of, UNSEEN);
    }
  }
}
