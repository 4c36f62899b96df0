package io.tocsin.enrich.core.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scores side by side are those that are added up one by one. */
class LanesTest {

  private static final int LABELS = TagLabel.COUNT;

  @Test
  void sumsCompareAsThoseOfPlainNumbersDo() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      int[] plain = new int[LABELS];
      Lanes sums = new Lanes();
      for (int row = 0; row < Lanes.MOST_ADDED; row++) {
        byte[] weights = new byte[LABELS];
        random.nextBytes(weights);
        add(weights, plain, sums);
      }
      assertSame(plain, sums);
    }
  }

  @Test
  void theLargestWeightsDoNotRunOver() {
    int[] plain = new int[LABELS];
    Lanes sums = new Lanes();
    byte[] extremes = new byte[LABELS];
    for (int label = 0; label < LABELS; label++) {
      extremes[label] = label % 2 == 0 ? Byte.MAX_VALUE : Byte.MIN_VALUE;
    }
    for (int row = 0; row < Lanes.MOST_ADDED; row++) {
      add(extremes, plain, sums);
    }
    assertSame(plain, sums);
  }

  @Test
  void aTokenHasFewerFeaturesThanMayBeAddedUp() {
    WordClusters clusters =
        new WordClusters(
            new int[] {Hashes.ofWord("longestword")},
            new short[] {0},
            new int[] {WordClusters.parse("010101010101010101010101")});
    Word[] words = new Word[7];
    for (int i = 0; i < words.length; i++) {
      words[i] = Word.of("Longestword", 0, 11, Capitals.USUAL, clusters);
    }
    assertThat(Context.allFeatures(words, words.length, 3))
        .hasSizeBetween(Context.FEATURES + 1, Lanes.MOST_ADDED);
  }

  private static void add(byte[] weights, int[] plain, Lanes sums) {
    for (int label = 0; label < LABELS; label++) {
      plain[label] += weights[label];
    }
    long[] row = new long[Lanes.LONGS];
    Lanes.pack(weights, 0, row, 0);
    sums.add(row, 0);
  }

  private static void assertSame(int[] plain, Lanes sums) {
    int[] scores = new int[LABELS];
    sums.unpack(scores, 0);
    for (int label = 0; label < LABELS; label++) {
      assertThat(scores[label] - scores[0]).isEqualTo(plain[label] - plain[0]);
    }
  }
}
