package io.tocsin.enrich.core.tagger;

/**
 * What was learned: clusters of words, and for each feature what it says for and against each
 * label. Rows of weights that are all zero are left out. Immutable, for any number of taggers.
 */
public final class TaggerModel {

  private static final int LABELS = TagLabel.COUNT;

  private final WordClusters clusters;
  private final int[] transitions;
  private final int mask;
  private final long[] filled;
  private final int[] filledBefore;
  private final long[] lanes;

  /**
   * A model.
   *
   * @param clusters of words
   * @param weights a row of {@link TagLabel#COUNT} for each hash; the number of rows is a power of
   *     two
   * @param transitions the score of a label (column) behind another (row)
   */
  public TaggerModel(WordClusters clusters, byte[] weights, int[] transitions) {
    int rows = weights.length / LABELS;
    if (rows * LABELS != weights.length || Integer.bitCount(rows) != 1) {
      throw new IllegalArgumentException(
          weights.length + " weights: expected a power of two times " + LABELS);
    }
    this.clusters = clusters;
    this.transitions = transitions.clone();
    this.mask = rows - 1;
    this.filled = filled(weights, rows);
    this.filledBefore = filledBefore(filled);
    this.lanes = lanes(weights, rows);
  }

  private static long[] filled(byte[] weights, int rows) {
    long[] filled = new long[(rows + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < weights.length; i++) {
      int row = i / LABELS;
      filled[row / Long.SIZE] |= weights[i] == 0 ? 0 : 1L << row;
    }
    return filled;
  }

  private static int[] filledBefore(long[] filled) {
    int[] before = new int[filled.length + 1];
    for (int i = 0; i < filled.length; i++) {
      before[i + 1] = before[i] + Long.bitCount(filled[i]);
    }
    return before;
  }

  private long[] lanes(byte[] weights, int rows) {
    long[] packed = new long[filledBefore[filled.length] * Lanes.LONGS];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      if ((filled[row / Long.SIZE] & 1L << row) != 0) {
        Lanes.pack(weights, row * LABELS, packed, at);
        at += Lanes.LONGS;
      }
    }
    return packed;
  }

  WordClusters clusters() {
    return clusters;
  }

  int[] transitions() {
    return transitions;
  }

  /** Adds what a feature says; most say nothing. */
  void addTo(Lanes sum, int feature) {
    int row = feature & mask;
    long word = filled[row >>> 6];
    long bit = 1L << row;
    if ((word & bit) != 0) {
      int index = filledBefore[row >>> 6] + Long.bitCount(word & (bit - 1));
      sum.add(lanes, index * Lanes.LONGS);
    }
  }
}
