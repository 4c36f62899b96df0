package io.tocsin.enrich.core.tagger;

/** The hashes of words and features; part of the model's format. */
public final class Hashes {

  private static final long SEED = 0xCBF29CE484222325L;
  private static final long PRIME = 0x100000001B3L;

  private Hashes() {}

  /** The hash of nothing yet. */
  static long seed() {
    return SEED;
  }

  /** A hash with one more value (FNV-1a, by 64-bit values instead of bytes). */
  static long add(long hash, long value) {
    return (hash ^ value) * PRIME;
  }

  /** The hash of a word, as the clusters have it. */
  public static int ofWord(CharSequence word) {
    long hash = SEED;
    for (int i = 0; i < word.length(); i++) {
      hash = add(hash, word.charAt(i));
    }
    return (int) spread(hash);
  }

  /** Spreads a hash over all bits (the finaliser of MurmurHash3). */
  static long spread(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
