package io.tocsin.enrich.core.story;

/**
 * Four bits of the minimum under each of {@value #FUNCTIONS} hash functions over a set.
 *
 * <p>Two sets with Jaccard similarity J agree in the four bits of a function with probability (1 +
 * 15·J) / 16; so with m functions that agree the estimate is J ≈ (16·m/{@value #FUNCTIONS} − 1) /
 * 15, with a standard deviation of 0.032 where J is 0 and at most 0.067. Source: P. Li, A. C.
 * König, b-Bit Minwise Hashing, WWW 2010, with b = 4 and sets that are small against the space of
 * hashes. Of as many bytes, one bit each of four times as many functions would tell unlike sets
 * apart only half as well.
 */
final class MinHash {

  /** Number of hash functions. */
  static final int FUNCTIONS = 64;

  /** Bits that are kept of each minimum. */
  static final int BITS = 4;

  /** The lowest bit that is kept; any will do, for the minimum is small only in its highest. */
  private static final int LOWEST_BIT = 24;

  private static final long MASK = (1L << BITS) - 1;
  private static final int AT_ONCE = 4;
  private static final int PER_BYTE = Byte.SIZE / BITS;
  private static final long[] FACTORS = new long[FUNCTIONS];
  private static final long[] SUMMANDS = new long[FUNCTIONS];

  static {
    for (int i = 0; i < FUNCTIONS; i++) {
      FACTORS[i] = Shingles.mix(2L * i) | 1;
      SUMMANDS[i] = Shingles.mix(2L * i + 1);
    }
  }

  private MinHash() {}

  /** The bits of a set, two functions to a byte, the first one lower. The set must not be empty. */
  static byte[] of(long[] set) {
    byte[] bits = new byte[FUNCTIONS / PER_BYTE];
    for (int i = 0; i < FUNCTIONS; i += AT_ONCE) {
      addMinimums(set, i, bits);
    }
    return bits;
  }

  /**
   * The minimums of {@value #AT_ONCE} functions in one pass: each of them waits for its own last
   * step only, and so the processor works on all of them.
   */
  private static void addMinimums(long[] set, int from, byte[] bits) {
    long first = Long.MAX_VALUE;
    long second = Long.MAX_VALUE;
    long third = Long.MAX_VALUE;
    long fourth = Long.MAX_VALUE;
    for (long element : set) {
      first = Math.min(first, element * FACTORS[from] + SUMMANDS[from]);
      second = Math.min(second, element * FACTORS[from + 1] + SUMMANDS[from + 1]);
      third = Math.min(third, element * FACTORS[from + 2] + SUMMANDS[from + 2]);
      fourth = Math.min(fourth, element * FACTORS[from + 3] + SUMMANDS[from + 3]);
    }
    bits[from / PER_BYTE] = pair(first, second);
    bits[from / PER_BYTE + 1] = pair(third, fourth);
  }

  private static byte pair(long lower, long higher) {
    return (byte) (kept(lower) | kept(higher) << BITS);
  }

  private static long kept(long minimum) {
    return (minimum >>> LOWEST_BIT) & MASK;
  }
}
