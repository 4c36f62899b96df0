package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Signature;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint made ready to be compared: what {@link SignatureMethod} keeps of it. Copies of one
 * text agree in most of what it has, other texts by chance in little.
 */
final class StorySignature {

  /** A text with fewer distinct shingles has no fingerprint that could be trusted. */
  static final int MIN_SHINGLES = 8;

  private static final int MAX_GIVEN_BYTES = 128;

  /** Words that are compared. */
  private static final int WORDS = 3;

  private final String algorithm;
  private final SignatureMethod method;
  private final long[] words;
  private final int bytes;

  /** What is kept of a fingerprint. */
  private StorySignature(String algorithm, byte[] bits) {
    this.algorithm = algorithm;
    this.method = SignatureMethod.of(algorithm);
    this.bytes = Math.min(bits.length, SignatureMethod.MAX_BYTES);
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
    if (signature.bits().length > MAX_GIVEN_BYTES) {
      return null;
    }
    byte @Nullable [] kept =
        SignatureMethod.of(signature.algorithm()).kept(signature.bits(), signature.shingles());
    return kept == null ? null : new StorySignature(signature.algorithm(), kept);
  }

  /** How the bits were made. */
  String algorithm() {
    return algorithm;
  }

  /** How many bytes the bits are. */
  int bytes() {
    return bytes;
  }

  /** How it is compared. */
  SignatureMethod method() {
    return method;
  }

  /** Whether both are of one algorithm and length and alike enough. */
  boolean isCopyOf(StorySignature other) {
    if (bytes != other.bytes || !algorithm.equals(other.algorithm)) {
      return false;
    }
    int last = WORDS - 1;
    int unlike = method.unlikeAtTheEnd(word(last) ^ other.word(last));
    for (int i = 0; i < last; i++) {
      unlike += method.unlike(word(i) ^ other.word(i));
    }
    return unlike <= method.mostUnlike(this, other);
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
