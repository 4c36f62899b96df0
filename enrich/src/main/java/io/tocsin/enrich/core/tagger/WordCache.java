package io.tocsin.enrich.core.tagger;

import org.jspecify.annotations.Nullable;

/**
 * The words read last, so that a common word is looked at once; each place holds one word, and a
 * new one drives the old one out. A word is known again by a hash of 64 bits.
 */
final class WordCache {

  private static final int SIZE = 1 << 15;

  private final TaggerModel model;
  private final @Nullable ScoredWord[] words = new ScoredWord[SIZE];

  WordCache(TaggerModel model) {
    this.model = model;
  }

  ScoredWord get(CharSequence text, int start, int end, Capitals capitals) {
    long key = key(text, start, end, capitals);
    int slot = (int) (key >>> 32) & (SIZE - 1);
    ScoredWord known = words[slot];
    if (known != null && known.key() == key) {
      return known;
    }
    Word word = Word.of(text, start, end, capitals, model.clusters());
    ScoredWord scored = new ScoredWord(key, word, model);
    words[slot] = scored;
    return scored;
  }

  private static long key(CharSequence text, int start, int end, Capitals capitals) {
    long hash = Hashes.add(Hashes.seed(), capitals.code());
    int last = Math.min(end, start + Word.LONGEST_READ);
    for (int i = start; i < last; i++) {
      hash = Hashes.add(hash, text.charAt(i));
    }
    return Hashes.spread(hash);
  }
}
