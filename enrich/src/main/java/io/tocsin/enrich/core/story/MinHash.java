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
    for (int i = 0; i < FUNCTIONS; i++) {
      long kept = (minimum(set, FACTORS[i], SUMMANDS[i]) >>> LOWEST_BIT) & MASK;
      bits[i / PER_BYTE] |= (byte) (kept << (BITS * (i % PER_BYTE)));
    }
    return bits;
  }

  private static long minimum(long[] set, long factor, long summand) {
    long minimum = Long.MAX_VALUE;
    for (long element : set) {
      minimum = Math.min(minimum, element * factor + summand);
    }
    return minimum;
  }
}
