package io.tocsin.ingest.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip and stops where it swells as only bombs do. */
final class BoundedGunzip extends FilterInputStream {
  /** From here on the ratio is looked at. */
  static final long ALWAYS_ALLOWED = 16L << 20;

  /** Bytes out for each byte in; text reaches some ten, repeated lines a hundred. */
  static final long MOST = 250;

  private static final int BUFFER = 1 << 16;

  private final LongSupplier packed;
  private long unpacked;

  /**
   * Unpacks a stream.
   *
   * @param packed how many bytes were read of the stream
   */
  BoundedGunzip(InputStream in, LongSupplier packed) throws IOException {
    super(new GZIPInputStream(in, BUFFER));
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int more) throws IOException {
    unpacked += more;
    if (unpacked > ALWAYS_ALLOWED && unpacked / MOST > packed.getAsLong()) {
      throw new IOException(
          "it unpacks to more than "
              + MOST
              + " times its size; expected posts. Unpack it yourself if it is what you want");
    }
  }
}
