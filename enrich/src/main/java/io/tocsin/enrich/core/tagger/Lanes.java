package io.tocsin.enrich.core.tagger;

/**
 * Scores of all labels of a token side by side in {@value #LONGS} longs, 16 bits for each, so that
 * adding a row of weights takes as many additions. Each weight is raised by {@value #RAISE}: lanes
 * are never negative and nothing is carried over between them, for up to {@value #MOST_ADDED} rows.
 * Labels of one token are raised alike, so scores say how labels compare and nothing else.
 */
final class Lanes {

  /** Longs for one row of labels, which are at most 16. */
  static final int LONGS = 4;

  /** So many rows may be added up. */
  static final int MOST_ADDED = 0xFFFF / 0xFF;

  private static final int RAISE = 128;
  private static final int BITS = 16;
  private static final int IN_A_LONG = Long.SIZE / BITS;

  private long first;
  private long second;
  private long third;
  private long fourth;

  /** Puts a row of weights, one for each label, into longs. */
  static void pack(byte[] weights, int from, long[] rows, int to) {
    for (int label = 0; label < TagLabel.COUNT; label++) {
      long raised = (long) weights[from + label] + RAISE;
      rows[to + label / IN_A_LONG] |= raised << (BITS * (label % IN_A_LONG));
    }
  }

  /** Adds the row that begins at an index. */
  void add(long[] rows, int from) {
    first += rows[from];
    second += rows[from + 1];
    third += rows[from + 2];
    fourth += rows[from + 3];
  }

  /** Writes what was added up as a row, beginning at an index. */
  void copyTo(long[] rows, int to) {
    rows[to] = first;
    rows[to + 1] = second;
    rows[to + 2] = third;
    rows[to + 3] = fourth;
  }

  /** Takes what was added up apart into a score for each label. */
  void unpack(int[] scores, int to) {
    unpack(first, scores, to, 0);
    unpack(second, scores, to, IN_A_LONG);
    unpack(third, scores, to, 2 * IN_A_LONG);
    unpack(fourth, scores, to, 3 * IN_A_LONG);
  }

  private static void unpack(long lanes, int[] scores, int to, int label) {
    int end = Math.min(TagLabel.COUNT, label + IN_A_LONG);
    for (int i = label; i < end; i++) {
      scores[to + i] = (int) (lanes >>> (BITS * (i - label))) & 0xFFFF;
    }
  }
}
