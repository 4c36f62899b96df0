package io.tocsin.ingest.core;

import org.jspecify.annotations.Nullable;

/** What is known of a raw value before anybody parses it: its size and its form. */
public final class RawBytes {
  private RawBytes() {}

  /** Refuses values that are missing, empty or above {@link Limits#RECORD_BYTES}. */
  public static Reading<byte[]> check(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      return Reading.rejected(
          RejectReason.EMPTY_VALUE, "value: empty; expected JSON or an Avro RawPost");
    }
    if (value.length > Limits.RECORD_BYTES) {
      return Reading.rejected(
          RejectReason.TOO_LARGE,
          "value: "
              + value.length
              + " bytes; expected at most "
              + Limits.RECORD_BYTES
              + " (nothing was parsed)");
    }
    return Reading.accepted(value);
  }

  /** Whether a non-empty value is in Confluent's wire format: its first byte is 0. */
  public static boolean isAvro(byte[] value) {
    return value[0] == 0;
  }
}
