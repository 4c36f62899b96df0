package io.tocsin.runtime.time;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The last record of a replay's raw topic: nothing up to and including a time is still to come.
 *
 * <p>On the topic it is a control record: key {@code ~end}, null value, the time in a header. Only
 * a namespace whose clock follows the records obeys it.
 *
 * @param time end of the replayed range, in milliseconds since the epoch, from 0 to {@link #LATEST}
 */
public record EndOfRange(long time) {

  /** The key of its record. */
  public static final String KEY = Watermark.CONTROL_PREFIX + "end";

  /** The end of the year 9999: later is no time but a mistake, and would open every gate. */
  public static final long LATEST = 253_402_300_799_999L;

  static final String TIME_HEADER = "tocsin.end.time";

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException when it is negative or after {@link #LATEST}
   */
  public EndOfRange {
    if (!isPossible(time)) {
      throw new IllegalArgumentException(
          "end of range " + time + " is not between 0 and " + LATEST);
    }
  }

  /** Writes the time into the headers of its record, in the place of any that was there. */
  public void writeTo(Headers headers) {
    headers.remove(TIME_HEADER);
    headers.add(TIME_HEADER, ByteBuffer.allocate(Long.BYTES).putLong(time).array());
  }

  /**
   * Reads the mark back.
   *
   * @return empty when the key is another or the header does not carry a valid time
   */
  public static Optional<EndOfRange> read(@Nullable String key, Headers headers) {
    Header time = headers.lastHeader(TIME_HEADER);
    if (!KEY.equals(key)
        || time == null
        || time.value() == null
        || time.value().length != Long.BYTES) {
      return Optional.empty();
    }
    long millis = ByteBuffer.wrap(time.value()).getLong();
    return isPossible(millis) ? Optional.of(new EndOfRange(millis)) : Optional.empty();
  }

  private static boolean isPossible(long time) {
    return time >= 0 && time <= LATEST;
  }
}
