package io.tocsin.alerts.core.detect;

/**
 * In how many of {@value #HASHES} hashes of four bits two copies may differ.
 *
 * <p>Copies have a Jaccard similarity {@code J} of at least {@value #SIMILARITY}. An abridged copy
 * has less, but nearly all of it is in the original: of the shorter text the longer one has {@code
 * C = J·(1 + q)/(1 + J)}, where it has {@code q} times as many shingles. So {@code J ≥ C/(1 + q −
 * C)} with a {@code C} of {@value #CONTAINMENT} is enough, too, though not below {@value
 * #LEAST_SIMILARITY}: unrelated texts agree in 2.1 of the hashes, and in ten of them by chance once
 * in some 34,000 pairs.
 */
final class CopyThreshold {

  /** Hashes that are compared. */
  static final int HASHES = 34;

  static final double SIMILARITY = 0.40;
  static final double LEAST_SIMILARITY = 0.24;
  static final double CONTAINMENT = 0.65;

  private static final double VALUES = 16;

  /** Sizes in a power of two. */
  private static final int FINENESS = 16;

  private static final int LARGEST_SIZE = 255;
  private static final int[] BY_DIFFERENCE = new int[LARGEST_SIZE + 1];

  static {
    for (int i = 0; i <= LARGEST_SIZE; i++) {
      BY_DIFFERENCE[i] = HASHES - fewestEqual(StrictMath.pow(2, (double) i / FINENESS));
    }
  }

  /** However different the sizes are. */
  static final int MOST_UNLIKE = BY_DIFFERENCE[LARGEST_SIZE];

  private CopyThreshold() {}

  private static int fewestEqual(double ratio) {
    double contained = CONTAINMENT / (1 + ratio - CONTAINMENT);
    double similarity = Math.min(SIMILARITY, Math.max(LEAST_SIMILARITY, contained));
    return (int) Math.ceil(HASHES * (1 + (VALUES - 1) * similarity) / VALUES);
  }

  /** A number of shingles in one byte: sixteen times its binary logarithm. */
  static int sizeOf(int shingles) {
    double logarithm = StrictMath.log(Math.max(1, shingles)) / StrictMath.log(2);
    return Math.min(LARGEST_SIZE, (int) Math.round(FINENESS * logarithm));
  }

  /** In how many hashes texts of these sizes may differ at most to be copies. */
  static int mostUnlike(int size, int otherSize) {
    return BY_DIFFERENCE[Math.abs(size - otherSize)];
  }
}
