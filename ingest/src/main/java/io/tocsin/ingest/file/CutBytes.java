package io.tocsin.ingest.file;

import io.tocsin.ingest.core.Limits;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.RejectReason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Gathers the bytes of one item, up to what a raw post may have; counts the rest. */
final class CutBytes {
  private static final int SHOWN = 200;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
  private long size;

  void add(int b) {
    size++;
    if (size <= Limits.RECORD_BYTES) {
      bytes.write(b);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Takes the last byte away if it is this one. */
  void chop(int last) {
    byte[] all = bytes.toByteArray();
    if (size > 0 && size == all.length && all[all.length - 1] == last) {
      bytes.reset();
      bytes.write(all, 0, all.length - 1);
      size--;
    }
  }

  /** The item that they are; these begin anew. */
  FileItem take(long line) {
    byte[] all = bytes.toByteArray();
    FileItem item =
        size > Limits.RECORD_BYTES
            ? new FileItem(line, Arrays.copyOf(all, SHOWN), tooLarge())
            : new FileItem(line, onOneLine(all), Reading.accepted(all));
    bytes.reset();
    size = 0;
    return item;
  }

  /** Between the parts of JSON a line end is a space, and within its texts none can stand. */
  private static byte[] onOneLine(byte[] all) {
    byte[] line = all.clone();
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\n' || line[i] == '\r' ? (byte) ' ' : line[i];
    }
    return line;
  }

  private Reading<byte[]> tooLarge() {
    return Reading.rejected(
        RejectReason.TOO_LARGE,
        "value: " + size + " bytes; expected at most " + Limits.RECORD_BYTES);
  }
}
