package io.tocsin.ingest.topology;

import io.tocsin.ingest.core.PartitionClock;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The bytes of a partition's clock: a format byte and two times. */
final class ClockCodec {
  private static final byte FORMAT = 1;
  private static final int SIZE = 1 + 2 * Long.BYTES;

  private ClockCodec() {}

  static byte[] write(PartitionClock.State state) {
    return ByteBuffer.allocate(SIZE)
        .put(FORMAT)
        .putLong(state.sent())
        .putLong(state.reached())
        .array();
  }

  /**
   * The clock as it was written; a fresh one for null.
   *
   * @throws IllegalArgumentException when the bytes are of another format
   */
  static PartitionClock read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return PartitionClock.fresh();
    }
    if (bytes.length != SIZE || bytes[0] != FORMAT) {
      throw new IllegalArgumentException("not a partition clock of format " + FORMAT);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, SIZE - 1);
    return PartitionClock.resumed(new PartitionClock.State(in.getLong(), in.getLong()));
  }
}
