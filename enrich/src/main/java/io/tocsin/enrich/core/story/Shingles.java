package io.tocsin.enrich.core.story;

import io.tocsin.enrich.core.match.WordBorders;
import java.util.Arrays;

/**
 * The runs of {@value #WORDS} words in a text, as distinct 64-bit hashes.
 *
 * <p>Words are runs of letters and digits in lower case, so spacing, punctuation and capitals do
 * not count; in scripts without spaces every character is a word.
 */
final class Shingles {

  /** Words in a shingle. */
  static final int WORDS = 3;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long NO_WORD = 0;
  private static final int SHORT_WORD = 4;
  private static final int MOST_AT_FIRST = 256;

  private long[] hashes;
  private int count;
  private final long[] recent = new long[WORDS];
  private int words;

  private Shingles(int length) {
    hashes = new long[Math.min(MOST_AT_FIRST, length / SHORT_WORD + 1)];
  }

  /** The distinct shingles of a text, ascending; none for a text of fewer words than one has. */
  static long[] of(String text) {
    Shingles shingles = new Shingles(text.length());
    shingles.read(text);
    return shingles.distinct();
  }

  private void read(String text) {
    long word = NO_WORD;
    for (int i = 0; i < text.length(); ) {
      int at = text.codePointAt(i);
      i += Character.charCount(at);
      if (!WordBorders.isWordCharacter(at)) {
        word = finish(word);
      } else if (WordBorders.isSpaceless(at)) {
        finish(word);
        word = finish(extend(NO_WORD, at));
      } else {
        word = extend(word, Character.toLowerCase(at));
      }
    }
    finish(word);
  }

  /** FNV-1a over code points (Fowler, Noll, Vo). */
  private static long extend(long word, int codePoint) {
    long hash = word == NO_WORD ? FNV_OFFSET : word;
    return (hash ^ codePoint) * FNV_PRIME;
  }

  private long finish(long word) {
    if (word != NO_WORD) {
      recent[words % WORDS] = word;
      words++;
      if (words >= WORDS) {
        add(hashOfRecent());
      }
    }
    return NO_WORD;
  }

  private long hashOfRecent() {
    long hash = 0;
    for (int i = 0; i < WORDS; i++) {
      hash = mix(hash + recent[(words + i) % WORDS]);
    }
    return hash;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  static long mix(long bits) {
    long z = bits + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private void add(long hash) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = hash;
  }

  private long[] distinct() {
    long[] sorted = hashes;
    Arrays.sort(sorted, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }
}
