package io.tocsin.ingest.core.clean;

import java.util.Locale;
import java.util.Set;

/** Whether letters can be a word of their own, or are plainly what is left of one. */
final class WordShape {
  private static final String VOWELS = "aeiouyAEIOUY";

  /** Short words of the languages that are written with Latin letters, and abbreviations. */
  private static final Set<String> SHORT =
      Set.of(
          "a", "i", "e", "y", "o", "u", "an", "of", "in", "to", "is", "or", "on", "at", "by", "as",
          "be", "he", "we", "me", "us", "my", "if", "it", "no", "so", "up", "do", "go", "am", "ex",
          "vs", "uk", "eu", "un", "tv", "pm", "oh", "ok", "km", "kg", "cm", "mm", "mr", "ms", "dr",
          "lt", "st", "co", "mp", "de", "la", "le", "du", "et", "en", "se", "sa", "ce", "il", "ne",
          "au", "je", "tu", "ou", "el", "lo", "al", "su", "ya", "es", "si", "te", "mi", "zu", "da",
          "er", "im", "wo", "di", "os", "em", "ao", "mrs", "sgt", "ltd", "hrs", "mph", "nth");

  private WordShape() {}

  /** True also where nobody knows: of other scripts, of letters with accents. */
  static boolean mayBeWord(String letters) {
    boolean plain = letters.chars().allMatch(c -> c < 0x80);
    if (!plain || SHORT.contains(letters.toLowerCase(Locale.ROOT))) {
      return true;
    }
    if (letters.length() > 1 && letters.equals(letters.toUpperCase(Locale.ROOT))) {
      return true;
    }
    return letters.length() > 2 && letters.chars().anyMatch(WordShape::isVowel) && !isTorn(letters);
  }

  /** Small letters that begin like the inside of a word: {@code lniki}. */
  private static boolean isTorn(String letters) {
    return "lrmn".indexOf(letters.charAt(0)) >= 0
        && !isVowel(letters.charAt(1))
        && letters.charAt(1) != 'h'
        && Character.isLetter(letters.charAt(1));
  }

  private static boolean isVowel(int c) {
    return VOWELS.indexOf(c) >= 0;
  }
}
