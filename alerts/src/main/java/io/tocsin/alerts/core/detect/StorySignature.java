package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Signature;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint made ready to be compared: one bit of each of many min-hashes. Two texts agree in a
 * bit with probability {@code (1 + J)/2}, where {@code J} is the Jaccard similarity of their
 * shingles (Li and König 2010, b-bit minwise hashing with b = 1).
 */
final class StorySignature {

  /** Texts at least this similar are copies of one story. */
  static final double COPY_SIMILARITY = 0.35;

  /** A text with fewer distinct shingles has no fingerprint that could be trusted. */
  static final int MIN_SHINGLES = 8;

  private static final int MAX_BYTES = 128;

  private final String algorithm;
  private final long[] words;

  StorySignature(String algorithm, long[] words) {
    this.algorithm = algorithm;
    this.words = words;
  }

  /** A fingerprint that can be compared; null when there is none or it is weak or malformed. */
  static @Nullable StorySignature of(@Nullable Signature signature) {
    if (signature == null || signature.shingles() < MIN_SHINGLES) {
      return null;
    }
    int length = signature.bits().length;
    if (length == 0 || length > MAX_BYTES || length % Long.BYTES != 0) {
      return null;
    }
    long[] words = new long[length / Long.BYTES];
    ByteBuffer.wrap(signature.bits()).asLongBuffer().get(words);
    return new StorySignature(signature.algorithm(), words);
  }

  /** How the bits were made. */
  String algorithm() {
    return algorithm;
  }

  /** The bits; not to be changed. */
  long[] words() {
    return words;
  }

  /** Whether both are of one algorithm and length and at least {@link #COPY_SIMILARITY} alike. */
  boolean isCopyOf(StorySignature other) {
    if (words.length != other.words.length || !algorithm.equals(other.algorithm)) {
      return false;
    }
    int bits = words.length * Long.SIZE;
    int limit = (int) Math.floor(bits * (1 - COPY_SIMILARITY) / 2);
    int differing = 0;
    for (int i = 0; i < words.length && differing <= limit; i++) {
      differing += Long.bitCount(words[i] ^ other.words[i]);
    }
    return differing <= limit;
  }

  static void write(DataOutput out, @Nullable StorySignature signature) throws IOException {
    Bytes.writeInt(out, signature == null ? 0 : signature.words.length);
    if (signature != null) {
      Bytes.writeText(out, signature.algorithm);
      for (long word : signature.words) {
        out.writeLong(word);
      }
    }
  }

  static @Nullable StorySignature read(DataInput in) throws IOException {
    int length = Bytes.readInt(in);
    if (length == 0) {
      return null;
    }
    String algorithm = Bytes.readText(in);
    long[] words = new long[length];
    for (int i = 0; i < length; i++) {
      words[i] = in.readLong();
    }
    return new StorySignature(algorithm, words);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StorySignature that
        && algorithm.equals(that.algorithm)
        && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * algorithm.hashCode() + Arrays.hashCode(words);
  }
}
