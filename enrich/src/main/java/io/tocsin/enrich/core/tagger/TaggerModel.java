package io.tocsin.enrich.core.tagger;

/**
 * What was learned: clusters of words, and for each feature what it says for and against each
 * label. Immutable, for any number of taggers.
 */
public final class TaggerModel {

  private static final int LABELS = TagLabel.COUNT;

  private final WordClusters clusters;
  private final byte[] weights;
  private final int[] transitions;
  private final int mask;

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
    this.weights = weights.clone();
    this.transitions = transitions.clone();
    this.mask = rows - 1;
  }

  WordClusters clusters() {
    return clusters;
  }

  int[] transitions() {
    return transitions;
  }

  /** Adds what a feature says to the scores that begin at an index. */
  void addTo(int[] scores, int from, int feature) {
    int row = (feature & mask) * LABELS;
    for (int label = 0; label < LABELS; label++) {
      scores[from + label] += weights[row + label];
    }
  }
}
