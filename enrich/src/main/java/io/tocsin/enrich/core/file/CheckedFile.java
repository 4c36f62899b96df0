package io.tocsin.enrich.core.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A file that knows whether it is whole: a mark with the number of the format, the SHA-256 of what
 * follows, and a deflated body. The same body gives the same bytes.
 *
 * @param name what the file is, for messages
 * @param mark its first four bytes
 */
public record CheckedFile(String name, int mark) {

  private static final int DIGEST = 32;

  /**
   * The body of a file.
   *
   * @throws IOException if it is damaged, or of another format
   */
  public DataInputStream open(InputStream file) throws IOException {
    DataInputStream head = new DataInputStream(file);
    int found = head.readInt();
    if (found != mark) {
      throw new IOException("%s begins with %08x, expected %08x".formatted(name, found, mark));
    }
    byte[] digest = head.readNBytes(DIGEST);
    byte[] body = head.readAllBytes();
    if (!Arrays.equals(digest, sha256(body))) {
      throw new IOException(name + " is damaged: its checksum is another");
    }
    InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(body));
    return new DataInputStream(new BufferedInputStream(inflated, 1 << 16));
  }

  /** Writes a file. */
  public void write(Body body, OutputStream file) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed, best))) {
      body.writeTo(out);
    } finally {
      best.end();
    }
    DataOutputStream head = new DataOutputStream(file);
    head.writeInt(mark);
    head.write(sha256(packed.toByteArray()));
    head.write(packed.toByteArray());
    head.flush();
  }

  /**
   * A number that a body may hold.
   *
   * @throws IOException if it is outside 0 to most
   */
  public int bounded(int value, int most, String what) throws IOException {
    if (value < 0 || value > most) {
      throw new IOException("%s has %d %s, expected 0 to %d".formatted(name, value, what, most));
    }
    return value;
  }

  /** Writes a number, 7 bits a byte, the lowest first. */
  public static void writeNumber(DataOutputStream out, long number) throws IOException {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #writeNumber} wrote. */
  public static long readNumber(DataInputStream in) throws IOException {
    long number = 0;
    int shift = 0;
    int read = in.readUnsignedByte();
    while (read >= 0x80 && shift < Long.SIZE) {
      number |= (read & 0x7FL) << shift;
      shift += 7;
      read = in.readUnsignedByte();
    }
    return number | ((long) read << shift);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What stands in a file. */
  @FunctionalInterface
  public interface Body {

    /** Writes it. */
    void writeTo(DataOutputStream out) throws IOException;
  }
}
