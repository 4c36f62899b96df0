package io.tocsin.enrich.core.tagger;

/**
 * Scores of all labels side by side in a few longs, 16 bits for each, so that adding a row of
 * weights takes {@value #LONGS} additions. Each weight is raised by {@value #RAISE}: lanes are
 * never negative and nothing is carried over between them, for up to {@value #MOST_ADDED} rows.
 * Labels of one token are raised alike, so scores say how labels compare and nothing else.
 */
final class Lanes {

  /** Longs for one row of labels. */
  static final int LONGS = (TagLabel.COUNT + 3) / 4;

  /** So many rows may be added up. */
  static final int MOST_ADDED = 0xFFFF / 0xFF;

  private static final int RAISE = 128;
  private static final int BITS = 16;
  private static final int IN_A_LONG = Long.SIZE / BITS;

  private Lanes() {}

  /** Puts a row of weights, one for each label, into longs. */
  static void pack(byte[] weights, int from, long[] lanes, int to) {
    for (int label = 0; label < TagLabel.COUNT; label++) {
      long raised = (long) weights[from + label] + RAISE;
      lanes[to + label / IN_A_LONG] |= raised << (BITS * (label % IN_A_LONG));
    }
  }

  /** Adds a row to another. */
  static void add(long[] lanes, int from, long[] sums, int to) {
    for (int i = 0; i < LONGS; i++) {
      sums[to + i] += lanes[from + i];
    }
  }

  /** Takes a row apart into a score for each label. */
  static void unpack(long[] lanes, int from, int[] scores, int to) {
    for (int label = 0; label < TagLabel.COUNT; label++) {
      scores[to + label] =
          (int) (lanes[from + label / IN_A_LONG] >>> (BITS * (label % IN_A_LONG))) & 0xFFFF;
    }
  }
}
