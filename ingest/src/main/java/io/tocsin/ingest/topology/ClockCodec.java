package io.tocsin.ingest.topology;

import io.tocsin.ingest.core.PartitionClock;
import io.tocsin.runtime.stores.StoreFormat;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The bytes of a partition's clock: a format byte and two times. */
final class ClockCodec {
  private static final StoreFormat FORMAT = new StoreFormat(ReadRawPosts.CLOCK_STORE, 1);
  private static final int SIZE = 1 + 2 * Long.BYTES;

  private ClockCodec() {}

  static byte[] write(PartitionClock.State state) {
    return ByteBuffer.allocate(SIZE)
        .put(FORMAT.mark())
        .putLong(state.sent())
        .putLong(state.reached())
        .array();
  }

  /**
   * The clock as it was written; a fresh one for null.
   *
   * @throws io.tocsin.runtime.stores.UnreadableStateException when the bytes are of another format
   */
  static PartitionClock read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return PartitionClock.fresh();
    }
    FORMAT.of(bytes);
    if (bytes.length != SIZE) {
      throw FORMAT.broken("has a clock of " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, SIZE - 1);
    return PartitionClock.resumed(new PartitionClock.State(in.getLong(), in.getLong()));
  }
}
