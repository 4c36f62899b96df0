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
      Lanes sum = new Lanes();
      for (int feature : word.features(place)) {
        model.addTo(sum, feature);
      }
      sum.copyTo(scores, place * Lanes.LONGS);
    }
  }

  long key() {
    return key;
  }

  Word word() {
    return word;
  }

  /** Adds what the word says of the token that it sees at a place. */
  void addTo(Lanes sum, int place) {
    sum.add(scores, place * Lanes.LONGS);
  }
}
