package io.tocsin.enrich.core.tagger;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the best sequence of labels by dynamic programming (Viterbi, 1967). Of equally good ones it
 * takes the label with the lower index. Not for use by several threads at once.
 */
public final class Viterbi {

  private static final int LABELS = TagLabel.COUNT;
  private static final int NEVER = Integer.MIN_VALUE / 2;
  private static final int[][] BEFORE = new int[LABELS][];

  static {
    for (int label = 0; label < LABELS; label++) {
      TagLabel next = TagLabel.of(label);
      BEFORE[label] =
          IntStream.range(0, LABELS).filter(at -> TagLabel.of(at).mayPrecede(next)).toArray();
    }
  }

  private final int[] best = new int[Sentence.LONGEST * LABELS];
  private final byte[] from = new byte[Sentence.LONGEST * LABELS];

  /**
   * The best labels.
   *
   * @param scores of each label of each token, {@link TagLabel#COUNT} for each token
   * @param transitions score of a label (column) behind another (row)
   * @param size how many tokens
   * @param labels is filled with the indexes of the labels
   */
  public void decode(int[] scores, int[] transitions, int size, byte[] labels) {
    begin(scores);
    for (int token = 1; token < size; token++) {
      for (int label = 0; label < LABELS; label++) {
        step(scores, transitions, token, label);
      }
    }
    trace(size, labels);
  }

  private void begin(int[] scores) {
    Arrays.fill(best, 0, LABELS, NEVER);
    for (int label = 0; label < LABELS; label++) {
      if (TagLabel.of(label).mayBegin()) {
        best[label] = scores[label];
      }
    }
  }

  private void step(int[] scores, int[] transitions, int token, int label) {
    int previous = (token - 1) * LABELS;
    int highest = Integer.MIN_VALUE;
    int chosen = 0;
    for (int before : BEFORE[label]) {
      int score = best[previous + before] + transitions[before * LABELS + label];
      if (score > highest) {
        highest = score;
        chosen = before;
      }
    }
    int at = token * LABELS + label;
    best[at] = highest + scores[at];
    from[at] = (byte) chosen;
  }

  private void trace(int size, byte[] labels) {
    int last = (size - 1) * LABELS;
    int label = 0;
    for (int other = 1; other < LABELS; other++) {
      if (TagLabel.of(other).mayEnd() && best[last + other] > best[last + label]) {
        label = other;
      }
    }
    for (int token = size - 1; token >= 0; token--) {
      labels[token] = (byte) label;
      label = from[token * LABELS + label];
    }
  }
}
