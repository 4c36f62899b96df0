package io.tocsin.enrich.core.tagger;

/** A word with what all the features that it gives say together, by place and label. */
final class ScoredWord {

  private final long key;
  private final Word word;
  private final long[] scores = new long[Word.PLACES * Lanes.LONGS];

  ScoredWord(long key, Word word, TaggerModel model) {
    this.key = key;
    this.word = word.withoutFeatures();
    for (int place = 0; place < Word.PLACES; place++) {
      for (int feature : word.features(place)) {
        model.addTo(scores, place * Lanes.LONGS, feature);
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
  void addTo(long[] sums, int to, int place) {
    Lanes.add(scores, place * Lanes.LONGS, sums, to);
  }
}
