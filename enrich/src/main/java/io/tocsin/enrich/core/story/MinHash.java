package io.tocsin.enrich.core.story;

/**
 * One bit of the minimum under each of {@value #FUNCTIONS} hash functions over a set.
 *
 * <p>Two sets with Jaccard similarity J agree in a bit with probability (1 + J) / 2; so with m
 * equal bits the estimate is J ≈ 2·m/{@value #FUNCTIONS} − 1, with a standard deviation of at most
 * 0.063. Source: P. Li, A. C. König, b-Bit Minwise Hashing, WWW 2010, with b = 1 and sets that are
 * small against the space of hashes.
 */
final class MinHash {

  /** Number of hash functions and so of bits. */
  static final int FUNCTIONS = 256;

  /** The bit that is kept; any will do, for the minimum is small only in its highest bits. */
  private static final int KEPT_BIT = 24;

  private static final long[] FACTORS = new long[FUNCTIONS];
  private static final long[] SUMMANDS = new long[FUNCTIONS];

  static {
    for (int i = 0; i < FUNCTIONS; i++) {
      FACTORS[i] = Shingles.mix(2L * i) | 1;
      SUMMANDS[i] = Shingles.mix(2L * i + 1);
    }
  }

  private MinHash() {}

  /** The bits of a set, eight to a byte, the first one lowest. The set must not be empty. */
  static byte[] of(long[] set) {
    byte[] bits = new byte[FUNCTIONS / Byte.SIZE];
    for (int i = 0; i < FUNCTIONS; i++) {
      long bit = (minimum(set, FACTORS[i], SUMMANDS[i]) >>> KEPT_BIT) & 1;
      bits[i / Byte.SIZE] |= (byte) (bit << (i % Byte.SIZE));
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
