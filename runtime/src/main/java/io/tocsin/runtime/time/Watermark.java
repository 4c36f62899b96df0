package io.tocsin.runtime.time;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A promise about one input partition: everything up to and including a time has been sent.
 *
 * <p>On a topic it is a control record: key {@code ~watermark/<partition>}, null value, its numbers
 * in headers, and {@code time} as the record's timestamp. A reader that takes a null value for a
 * deletion needs no change.
 *
 * @param partition the input partition that the promise is about, from 0
 * @param of how many input partitions there are
 * @param time event time in milliseconds since the epoch, not negative
 */
public record Watermark(int partition, int of, long time) {

  /** Keys that begin with this are control records and never data. */
  public static final String CONTROL_PREFIX = "~";

  /** Keys of watermarks begin with this; the partition follows. */
  public static final String KEY_PREFIX = "~watermark/";

  static final String PARTITION_HEADER = "tocsin.watermark.partition";
  static final String OF_HEADER = "tocsin.watermark.of";
  static final String TIME_HEADER = "tocsin.watermark.time";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when the partition is not one of {@code of}, or the time is
   *     negative
   */
  public Watermark {
    if (partition < 0 || partition >= of) {
      throw new IllegalArgumentException("partition " + partition + " is not one of " + of);
    }
    if (time < 0) {
      throw new IllegalArgumentException("watermark time " + time + " is negative");
    }
  }

  /** The key of its record. */
  public String key() {
    return KEY_PREFIX + partition;
  }

  /** Whether a record with this key is a watermark. */
  public static boolean isKey(@Nullable String key) {
    return key != null && key.startsWith(KEY_PREFIX);
  }

  /** Whether a record with this key is a control record of any kind. */
  public static boolean isControlKey(@Nullable String key) {
    return key != null && key.startsWith(CONTROL_PREFIX);
  }

  /** The same promise, made about another partition: what a stage says of its own output. */
  public Watermark as(int newPartition, int newOf) {
    return new Watermark(newPartition, newOf, time);
  }

  /** Writes the numbers into the headers of its record, in the place of any that were there. */
  public void writeTo(Headers headers) {
    put(headers, PARTITION_HEADER, ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
    put(headers, OF_HEADER, ByteBuffer.allocate(Integer.BYTES).putInt(of).array());
    put(headers, TIME_HEADER, ByteBuffer.allocate(Long.BYTES).putLong(time).array());
  }

  /**
   * Reads a watermark back.
   *
   * @return empty when the key is not a watermark's or the headers do not carry a valid one
   */
  public static Optional<Watermark> read(@Nullable String key, Headers headers) {
    if (!isKey(key)) {
      return Optional.empty();
    }
    Header partition = headers.lastHeader(PARTITION_HEADER);
    Header of = headers.lastHeader(OF_HEADER);
    Header time = headers.lastHeader(TIME_HEADER);
    if (!hasLength(partition, Integer.BYTES)
        || !hasLength(of, Integer.BYTES)
        || !hasLength(time, Long.BYTES)) {
      return Optional.empty();
    }
    return valid(
        ByteBuffer.wrap(partition.value()).getInt(),
        ByteBuffer.wrap(of.value()).getInt(),
        ByteBuffer.wrap(time.value()).getLong());
  }

  private static Optional<Watermark> valid(int partition, int of, long time) {
    boolean valid = partition >= 0 && partition < of && time >= 0;
    return valid ? Optional.of(new Watermark(partition, of, time)) : Optional.empty();
  }

  private static boolean hasLength(@Nullable Header header, int length) {
    return header != null && header.value() != null && header.value().length == length;
  }

  private static void put(Headers headers, String name, byte[] value) {
    headers.remove(name);
    headers.add(name, value);
  }
}
