package io.tocsin.enrich.core.tagger;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the best sequence of labels by dynamic programming (Viterbi, 1967). Of equally good ones it
 * takes the label with the lower index. Not for use by several threads at once.
 *
 * <p>A score and the label that it comes from are one number, the score in its higher bits: so the
 * greater number is the better choice, and nothing has to be decided one by one.
 */
public final class Viterbi {

  private static final int LABELS = TagLabel.COUNT;
  private static final int LABEL_BITS = 4;
  private static final int HIGHEST = (1 << LABEL_BITS) - 1;
  private static final long NEVER = (long) Integer.MIN_VALUE << LABEL_BITS;

  /** The labels that may precede the first label, then those of the second, and so on. */
  private static final int[] BEFORE =
      IntStream.range(0, LABELS).flatMap(Viterbi::mayPrecede).toArray();

  /** Where those of a label begin; those of the next begin where they end. */
  private static final int[] FROM = new int[LABELS + 1];

  static {
    for (int label = 0; label < LABELS; label++) {
      FROM[label + 1] = FROM[label] + (int) mayPrecede(label).count();
    }
  }

  private final long[] steps = new long[BEFORE.length];
  private long[] best = new long[LABELS];
  private long[] before = new long[LABELS];
  private final byte[] from = new byte[Sentence.LONGEST * LABELS];

  private static IntStream mayPrecede(int label) {
    TagLabel next = TagLabel.of(label);
    return IntStream.range(0, LABELS).filter(at -> TagLabel.of(at).mayPrecede(next));
  }

  /**
   * The best labels.
   *
   * @param scores of each label of each token, {@link TagLabel#COUNT} for each token
   * @param transitions score of a label (column) behind another (row)
   * @param size how many tokens
   * @param labels is filled with the indexes of the labels
   */
  public void decode(int[] scores, int[] transitions, int size, byte[] labels) {
    read(transitions);
    begin(scores);
    for (int token = 1; token < size; token++) {
      step(scores, token * LABELS);
    }
    trace(size, labels);
  }

  private void read(int[] transitions) {
    for (int label = 0; label < LABELS; label++) {
      for (int i = FROM[label]; i < FROM[label + 1]; i++) {
        long score = transitions[BEFORE[i] * LABELS + label];
        steps[i] = (score << LABEL_BITS) + HIGHEST - BEFORE[i];
      }
    }
  }

  private void begin(int[] scores) {
    Arrays.fill(best, NEVER);
    for (int label = 0; label < LABELS; label++) {
      if (TagLabel.of(label).mayBegin()) {
        best[label] = (long) scores[label] << LABEL_BITS;
      }
    }
  }

  private void step(int[] scores, int at) {
    long[] previous = best;
    best = before;
    before = previous;
    for (int label = 0; label < LABELS; label++) {
      long highest = Long.MIN_VALUE;
      for (int i = FROM[label]; i < FROM[label + 1]; i++) {
        highest = Math.max(highest, previous[BEFORE[i]] + steps[i]);
      }
      best[label] = (highest & -1L << LABEL_BITS) + ((long) scores[at + label] << LABEL_BITS);
      from[at + label] = (byte) (HIGHEST - (highest & HIGHEST));
    }
  }

  private void trace(int size, byte[] labels) {
    int label = 0;
    for (int other = 1; other < LABELS; other++) {
      if (TagLabel.of(other).mayEnd() && best[other] > best[label]) {
        label = other;
      }
    }
    for (int token = size - 1; token >= 0; token--) {
      labels[token] = (byte) label;
      label = from[token * LABELS + label];
    }
  }
}
