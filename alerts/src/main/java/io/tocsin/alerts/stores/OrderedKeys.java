package io.tocsin.alerts.stores;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Builds keys of stores whose bytes sort as the values that they are made of: numbers ascending,
 * texts by UTF-16 code unit as {@link String#compareTo} has it.
 */
final class OrderedKeys {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);

  OrderedKeys number(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value ^ Long.MIN_VALUE).array());
    return this;
  }

  OrderedKeys number(int value) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value ^ Integer.MIN_VALUE).array());
    return this;
  }

  OrderedKeys single(byte value) {
    bytes.write(value);
    return this;
  }

  /** A text and its end; a NUL within it is told apart from the end. */
  OrderedKeys text(String value) {
    for (int i = 0; i < value.length(); i++) {
      unit(value.charAt(i));
      if (value.charAt(i) == 0) {
        unit((char) 1);
      }
    }
    unit((char) 0);
    unit((char) 0);
    return this;
  }

  private void unit(char unit) {
    bytes.write(unit >>> 8);
    bytes.write(unit);
  }

  Bytes key() {
    return Bytes.wrap(bytes.toByteArray());
  }

  /** The number that stands at a place of a key. */
  static long numberAt(Bytes key, int offset) {
    return ByteBuffer.wrap(key.get(), offset, Long.BYTES).getLong() ^ Long.MIN_VALUE;
  }

  /** The text that stands at a place of a key. */
  static String textAt(Bytes key, int offset) {
    StringBuilder text = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.wrap(key.get(), offset, key.get().length - offset);
    char unit = bytes.getChar();
    while (unit != 0 || bytes.getChar() != 0) {
      text.append(unit);
      unit = bytes.getChar();
    }
    return text.toString();
  }
}
