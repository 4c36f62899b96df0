package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Signature;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint made ready to be compared: one bit of each of many min-hashes. Two texts agree in a
 * bit with probability {@code (1 + J)/2}, where {@code J} is the Jaccard similarity of their
 * shingles (Li and König 2010, b-bit minwise hashing with b = 1). Of a longer fingerprint the first
 * {@link #MAX_BITS} bits are kept: they are of as many independent hashes, and the state of a key
 * holds one of these for each live mention.
 */
final class StorySignature {

  /** Texts at least this similar are copies of one story. */
  static final double COPY_SIMILARITY = 0.35;

  /** A text with fewer distinct shingles has no fingerprint that could be trusted. */
  static final int MIN_SHINGLES = 8;

  /**
   * Bits that are kept. The estimate of {@code J} has a standard deviation of at most 0.084, so
   * unrelated texts are 4.2 of them away from being copies.
   */
  static final int MAX_BITS = 144;

  private static final int MAX_GIVEN_BYTES = 128;

  private final String algorithm;
  private final long[] words;
  private final int bytes;

  /** The beginning of a fingerprint's bits. */
  StorySignature(String algorithm, byte[] bits) {
    this.algorithm = algorithm;
    this.bytes = Math.min(bits.length, MAX_BITS / Byte.SIZE);
    this.words = new long[(bytes + Long.BYTES - 1) / Long.BYTES];
    for (int i = 0; i < bytes; i++) {
      words[i / Long.BYTES] |= (bits[i] & 0xffL) << shift(i);
    }
  }

  private static int shift(int index) {
    return Byte.SIZE * (Long.BYTES - 1 - index % Long.BYTES);
  }

  /** A fingerprint that can be compared; null when there is none or it is weak or malformed. */
  static @Nullable StorySignature of(@Nullable Signature signature) {
    if (signature == null || signature.shingles() < MIN_SHINGLES) {
      return null;
    }
    int length = signature.bits().length;
    if (length == 0 || length > MAX_GIVEN_BYTES || length % Long.BYTES != 0) {
      return null;
    }
    return new StorySignature(signature.algorithm(), signature.bits());
  }

  /** How the bits were made. */
  String algorithm() {
    return algorithm;
  }

  /** How many bytes the bits are. */
  int bytes() {
    return bytes;
  }

  /** Whether both are of one algorithm and length and at least {@link #COPY_SIMILARITY} alike. */
  boolean isCopyOf(StorySignature other) {
    if (bytes != other.bytes || !algorithm.equals(other.algorithm)) {
      return false;
    }
    int limit = limit();
    int differing = 0;
    for (int i = 0; i < words.length && differing <= limit; i++) {
      differing += Long.bitCount(words[i] ^ other.words[i]);
    }
    return differing <= limit;
  }

  /** In how many bits a copy may differ at most. */
  int limit() {
    return (int) Math.floor(bytes * Byte.SIZE * (1 - COPY_SIMILARITY) / 2);
  }

  /** Eight bytes of the bits, the first ones highest; 0 behind the last. */
  long word(int index) {
    return index < words.length ? words[index] : 0;
  }

  static void write(DataOutput out, @Nullable StorySignature signature) throws IOException {
    Bytes.writeInt(out, signature == null ? 0 : signature.bytes);
    if (signature != null) {
      Bytes.writeText(out, signature.algorithm);
      signature.writeBits(out);
    }
  }

  /** Writes the bits alone. */
  void writeBits(DataOutput out) throws IOException {
    for (int i = 0; i < bytes; i++) {
      out.writeByte((int) (words[i / Long.BYTES] >>> shift(i)));
    }
  }

  static @Nullable StorySignature read(DataInput in, int format) throws IOException {
    int length = readLength(in, format);
    return length == 0 ? null : read(in, Bytes.readText(in), length);
  }

  /** Reads how many bytes the bits are that follow; format 1 wrote the number of words. */
  static int readLength(DataInput in, int format) throws IOException {
    int length = Bytes.readInt(in);
    return format == KeyState.FORMAT_1 ? length * Long.BYTES : length;
  }

  /** Reads bits alone. */
  static StorySignature read(DataInput in, String algorithm, int bytes) throws IOException {
    byte[] bits = new byte[bytes];
    in.readFully(bits);
    return new StorySignature(algorithm, bits);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StorySignature that
        && bytes == that.bytes
        && algorithm.equals(that.algorithm)
        && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * algorithm.hashCode() + Arrays.hashCode(words);
  }
}
