package io.tocsin.alerts.core.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How fingerprints compare, by the name of their algorithm, and what is kept of them: at most
 * {@value #MAX_BYTES} bytes, of as many independent hashes as fit in, because the state of a key
 * holds one of these for each live mention. Source of both: Li and König 2010, b-bit minwise
 * hashing. {@code J} is the Jaccard similarity of the shingles of two texts.
 */
enum SignatureMethod {

  /**
   * One bit of each hash, which is equal with probability {@code (1 + J)/2}. Copies have a {@code
   * J} of at least {@value #ONE_BIT_SIMILARITY}; of 144 bits its estimate has a standard deviation
   * of at most 0.084, so unrelated texts are 4.2 of them away from that.
   */
  ONE_BIT {
    @Override
    byte @Nullable [] kept(byte[] bits, int shingles) {
      return bits.length > 0 && bits.length % Long.BYTES == 0
          ? Arrays.copyOf(bits, Math.min(bits.length, MAX_BYTES))
          : null;
    }

    @Override
    int unlike(long difference) {
      return Long.bitCount(difference);
    }

    @Override
    int nextLikely(long[] first, long[] second, StorySignature one, int from, int end) {
      long firstOfOne = one.word(0);
      long secondOfOne = one.word(1);
      int most = mostUnlike(one);
      for (int i = from; i < end; i++) {
        int unlike = Long.bitCount(first[i] ^ firstOfOne) + Long.bitCount(second[i] ^ secondOfOne);
        if (unlike <= most) {
          return i;
        }
      }
      return end;
    }

    @Override
    int mostUnlike(StorySignature one, StorySignature other) {
      return mostUnlike(one);
    }

    private int mostUnlike(StorySignature one) {
      return (int) Math.floor(one.bytes() * Byte.SIZE * (1 - ONE_BIT_SIMILARITY) / 2);
    }
  },

  /**
   * Four bits of each hash, which are equal with probability {@code (1 + 15·J)/16}, and in the last
   * byte the number of shingles. Texts are copies when {@code J} is high enough, or when it is as
   * high as it is where the longer text has most of the shorter one: see {@link CopyThreshold}.
   */
  FOUR_BIT {
    @Override
    byte @Nullable [] kept(byte[] bits, int shingles) {
      if (bits.length < MAX_BYTES) {
        return null;
      }
      byte[] kept = Arrays.copyOf(bits, MAX_BYTES);
      kept[MAX_BYTES - 1] = (byte) CopyThreshold.sizeOf(shingles);
      return kept;
    }

    @Override
    int unlike(long difference) {
      return Long.bitCount(folded(difference));
    }

    /** Each group of four bits as one bit, the lowest, that is set when any of them is. */
    private long folded(long difference) {
      long twos = difference | (difference >>> 1);
      return (twos | (twos >>> 2)) & LOWEST_OF_FOUR;
    }

    @Override
    int nextLikely(long[] first, long[] second, StorySignature one, int from, int end) {
      long firstOfOne = one.word(0);
      long secondOfOne = one.word(1);
      for (int i = from; i < end; i++) {
        long unlike = folded(first[i] ^ firstOfOne) | folded(second[i] ^ secondOfOne) << 1;
        if (Long.bitCount(unlike) <= CopyThreshold.MOST_UNLIKE) {
          return i;
        }
      }
      return end;
    }

    @Override
    int unlikeAtTheEnd(long difference) {
      return unlike(difference & HASHES_AT_THE_END);
    }

    @Override
    int mostUnlike(StorySignature one, StorySignature other) {
      return CopyThreshold.mostUnlike(size(one), size(other));
    }

    private int size(StorySignature signature) {
      return (int) (signature.word(2) >>> SIZE_SHIFT) & 0xff;
    }
  };

  /** Bytes that are kept of a fingerprint. */
  static final int MAX_BYTES = 18;

  /** From here on texts with one bit of each hash are copies of one story. */
  static final double ONE_BIT_SIMILARITY = 0.35;

  private static final String FOUR_BIT_NAMES = "minhash-4bit-";
  private static final long LOWEST_OF_FOUR = 0x1111_1111_1111_1111L;

  /** Of the third word only the highest byte is of hashes, the next one is the size. */
  private static final long HASHES_AT_THE_END = 0xffL << 56;

  private static final int SIZE_SHIFT = 48;

  /** The method of an algorithm; one bit of each hash unless its name says otherwise. */
  static SignatureMethod of(String algorithm) {
    return algorithm.startsWith(FOUR_BIT_NAMES) ? FOUR_BIT : ONE_BIT;
  }

  /** What is kept of a fingerprint; null when it is malformed. */
  abstract byte @Nullable [] kept(byte[] bits, int shingles);

  /** In how many hashes two differ, given the exclusive or of eight bytes of both. */
  abstract int unlike(long difference);

  /** The same for the third eight bytes. */
  int unlikeAtTheEnd(long difference) {
    return unlike(difference);
  }

  /** In how many hashes these two may differ at most to be copies. */
  abstract int mostUnlike(StorySignature one, StorySignature other);

  /**
   * The next fingerprint in rows that may be of a copy; the full comparison tells whether it is.
   *
   * @param first eight bytes of each
   * @param second the next eight
   * @param one whose copies are looked for
   * @return its place from {@code from} on, or {@code end}
   */
  abstract int nextLikely(long[] first, long[] second, StorySignature one, int from, int end);
}
