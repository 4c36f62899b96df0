package io.tocsin.alerts.core.detect;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;

/**
 * States that stand beside those of keys: the mark of their common format, then what is written.
 */
final class StateBytes {

  private static final int EXPECTED = 256;

  private StateBytes() {}

  /** What writes a state. */
  @FunctionalInterface
  interface Writing {
    void to(DataOutput out) throws IOException;
  }

  /** What reads a state. */
  @FunctionalInterface
  interface Reading {
    void from(DataInputStream in) throws IOException;
  }

  static byte[] write(Writing writing) {
    Bytes.Sink bytes = new Bytes.Sink(EXPECTED);
    try {
      bytes.writeByte(KeyState.FORMAT.mark());
      writing.to(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("an array takes everything", e);
    }
    return bytes.toBytes();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param what it is a state of, for the message
   * @throws io.tocsin.runtime.stores.UnreadableStateException when the bytes are of another format
   *     or cut short
   */
  static void read(byte[] bytes, String what, Reading reading) {
    KeyState.FORMAT.of(bytes);
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1))) {
      reading.from(in);
    } catch (IOException e) {
      throw KeyState.FORMAT.broken(
          "has a state of " + what + " of " + bytes.length + " bytes that is cut short");
    }
  }
}
