package io.tocsin.enrich.core.tagger;

/** A word with what all the features that it gives say together, by place and label. */
final class ScoredWord {

  private final long key;
  private final Word word;
  private final int[] scores = new int[Word.PLACES * TagLabel.COUNT];

  ScoredWord(long key, Word word, TaggerModel model) {
    this.key = key;
    this.word = word;
    for (int place = 0; place < Word.PLACES; place++) {
      for (int feature : word.features(place)) {
        model.addTo(scores, place * TagLabel.COUNT, feature);
      }
    }
  }

  long key() {
    return key;
  }

  Word word() {
    return word;
  }

  /** Adds what the word says of the token that it sees at a place. */
  void addTo(int[] sums, int from, int place) {
    int row = place * TagLabel.COUNT;
    for (int label = 0; label < TagLabel.COUNT; label++) {
      sums[from + label] += scores[row + label];
    }
  }
}
