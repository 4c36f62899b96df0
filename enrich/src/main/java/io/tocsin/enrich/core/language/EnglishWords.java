package io.tocsin.enrich.core.language;

import java.util.Set;

/**
 * A cheap and careful test for English, so that the detector is asked for other texts only: in
 * English every fourth word is one of these, in any other language hardly one in twenty.
 */
final class EnglishWords {

  private static final Set<String> COMMON =
      Set.of(
          "the", "of", "and", "that", "with", "for", "from", "was", "were", "has", "have", "had",
          "is", "are", "been", "by", "to", "this", "which", "their", "they", "would", "said", "its",
          "it", "after", "who", "not", "be", "as", "at", "will", "his", "but", "than");

  private static final int LONGEST = 5;
  private static final int FEWEST_WORDS = 8;
  private static final int FEWEST_COMMON = 3;

  /** One of these must be among them: Danish and Dutch share some of the others. */
  private static final Set<String> DECISIVE = Set.of("the", "and");

  private static final double SHARE = 0.13;

  private EnglishWords() {}

  /** True if the text is English beyond doubt. */
  static boolean areIn(String text) {
    return count(text).isPlenty();
  }

  /** True if English is likelier than a language that a detector finds as likely as English. */
  static boolean tipTheScales(String text) {
    Count count = count(text);
    return count.decided() && count.common() >= 2;
  }

  /** How many words, how many of them common, and whether a decisive one is among them. */
  private record Count(int words, int common, boolean decided) {

    boolean isPlenty() {
      return decided && words >= FEWEST_WORDS && common >= Math.max(FEWEST_COMMON, SHARE * words);
    }
  }

  private static Count count(String text) {
    int words = 0;
    int common = 0;
    boolean decided = false;
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inWord = i < text.length() && Character.isLetter(text.charAt(i));
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        String word = i - start <= LONGEST ? lowerCase(text, start, i) : "";
        words++;
        common += COMMON.contains(word) ? 1 : 0;
        decided |= DECISIVE.contains(word);
        start = -1;
      }
    }
    return new Count(words, common, decided);
  }

  private static String lowerCase(String text, int start, int end) {
    char[] letters = new char[end - start];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = Character.toLowerCase(text.charAt(start + i));
    }
    return new String(letters);
  }
}
