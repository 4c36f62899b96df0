package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.GeoPoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The small pieces that states are written of: short numbers and texts. */
final class Bytes {

  /** No text is longer than the largest record of the topics. */
  private static final int MOST_BYTES = 16 << 20;

  private Bytes() {}

  /**
   * An array that grows: as the JDK's, without its locks. It takes numbers as {@link
   * DataOutputStream} writes them, without a stream in between that counts them.
   */
  static final class Sink extends OutputStream implements DataOutput {

    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle CHARS =
        MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    Sink(int expected) {
      bytes = new byte[expected];
    }

    @Override
    public void write(int value) {
      if (size == bytes.length) {
        reserve(1);
      }
      bytes[size] = (byte) value;
      size++;
    }

    @Override
    public void writeByte(int value) {
      write(value);
    }

    @Override
    public void writeBoolean(boolean value) {
      write(value ? 1 : 0);
    }

    @Override
    public void writeShort(int value) {
      writeChar(value);
    }

    @Override
    public void writeChar(int value) {
      reserve(Character.BYTES);
      CHARS.set(bytes, size, (char) value);
      size += Character.BYTES;
    }

    @Override
    public void writeInt(int value) {
      reserve(Integer.BYTES);
      INTS.set(bytes, size, value);
      size += Integer.BYTES;
    }

    @Override
    public void writeLong(long value) {
      reserve(Long.BYTES);
      LONGS.set(bytes, size, value);
      size += Long.BYTES;
    }

    @Override
    public void writeFloat(float value) {
      writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) {
      writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeBytes(String text) {
      text.chars().forEach(this::write);
    }

    @Override
    public void writeChars(String text) {
      text.chars().forEach(this::writeChar);
    }

    @Override
    public void writeUTF(String text) throws IOException {
      new DataOutputStream(this).writeUTF(text);
    }

    @Override
    public void write(byte[] source) {
      write(source, 0, source.length);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      reserve(length);
      System.arraycopy(source, offset, bytes, size, length);
      size += length;
    }

    private void reserve(int more) {
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
      }
    }

    byte[] toBytes() {
      return Arrays.copyOf(bytes, size);
    }
  }

  /** An array to be read: as the JDK's, without its locks. */
  static final class Source extends InputStream {

    private final byte[] bytes;
    private int place;

    Source(byte[] bytes, int from) {
      this.bytes = bytes;
      this.place = from;
    }

    @Override
    public int read() {
      if (place >= bytes.length) {
        return -1;
      }
      int value = bytes[place] & 0xff;
      place++;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int read = Math.min(length, bytes.length - place);
      if (read <= 0) {
        return length == 0 ? 0 : -1;
      }
      System.arraycopy(bytes, place, target, offset, read);
      place += read;
      return read;
    }
  }

  /** Writes a number that is not negative, seven bits a byte, the lowest first. */
  static void writeInt(DataOutput out, int value) throws IOException {
    int rest = value;
    while (rest > 0x7f) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  static int readInt(DataInput in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = in.readByte();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("number of more than five bytes");
  }

  /** Writes a number that is not negative, as {@link #writeInt} does. */
  static void writeLong(DataOutput out, long value) throws IOException {
    long rest = value;
    while (rest > 0x7f) {
      out.writeByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long readLong(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      int next = in.readByte();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("number of more than nine bytes");
  }

  static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeInt(out, bytes.length);
    out.write(bytes);
  }

  static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  /** Reads bytes behind their number. */
  static byte[] readBytes(DataInput in) throws IOException {
    int length = readInt(in);
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("text of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  static void writeOptionalText(DataOutput out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      writeText(out, text);
    }
  }

  static @Nullable String readOptionalText(DataInput in) throws IOException {
    return in.readBoolean() ? readText(in) : null;
  }

  static void writeOptionalPoint(DataOutput out, @Nullable GeoPoint point) throws IOException {
    out.writeBoolean(point != null);
    if (point != null) {
      out.writeDouble(point.latitude());
      out.writeDouble(point.longitude());
    }
  }

  static @Nullable GeoPoint readOptionalPoint(DataInput in) throws IOException {
    return in.readBoolean() ? new GeoPoint(in.readDouble(), in.readDouble()) : null;
  }
}
