package io.tocsin.enrich.core.tagger;

import java.util.Arrays;

/**
 * Which words are used alike: each known word has a cluster, and clusters are leaves of a binary
 * tree (Brown et al., Class-Based n-gram Models of Natural Language, 1992), so that the first bits
 * of a path are a coarser cluster.
 *
 * <p>Words are kept as hashes of 32 bits: of unknown words one in 7,000 is taken for a known one.
 */
public final class WordClusters {

  /** The path of a word that is in no cluster. */
  static final int UNKNOWN = 0;

  private static final int LONGEST_PATH = 24;

  private final int[] slots;
  private final short[] clusters;
  private final int[] paths;
  private final int mask;

  /**
   * Clusters.
   *
   * @param words hashes of the words ({@link Hashes#ofWord}), each once
   * @param clusters the index of each word's path
   * @param paths the bits of each path behind a leading 1
   */
  public WordClusters(int[] words, short[] clusters, int[] paths) {
    int capacity = Integer.highestOneBit(Math.max(1, words.length)) * 2;
    capacity = words.length > capacity * 0.7 ? capacity * 2 : capacity;
    this.slots = new int[capacity];
    this.clusters = new short[capacity];
    this.paths = paths.clone();
    this.mask = capacity - 1;
    Arrays.fill(this.clusters, (short) -1);
    for (int i = 0; i < words.length; i++) {
      int slot = slot(words[i]);
      slots[slot] = words[i];
      this.clusters[slot] = clusters[i];
    }
  }

  /** The path of a word, its bits behind a leading 1; {@link #UNKNOWN} if there is none. */
  int path(int wordHash) {
    int slot = slot(wordHash);
    return clusters[slot] < 0 ? UNKNOWN : paths[clusters[slot]];
  }

  /** The first bits of a path, or all if it has fewer. */
  static int prefix(int path, int bits) {
    int length = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(path);
    return path == UNKNOWN || length <= bits ? path : path >>> (length - bits);
  }

  /** A path from its bits as 0 and 1. */
  public static int parse(String bits) {
    if (bits.length() > LONGEST_PATH) {
      throw new IllegalArgumentException(
          "path " + bits + ": expected at most " + LONGEST_PATH + " bits");
    }
    return Integer.parseInt("1" + bits, 2);
  }

  private int slot(int wordHash) {
    int slot = wordHash & mask;
    while (clusters[slot] >= 0 && slots[slot] != wordHash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
