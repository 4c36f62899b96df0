package io.tocsin.enrich.core.tagger;

import java.util.Set;

/** Common words that, with a capital, begin a sentence rather than go on with a name. */
final class Openers {

  private static final Set<String> WORDS =
      Set.of(
          "The",
          "A",
          "An",
          "In",
          "On",
          "At",
          "It",
          "He",
          "She",
          "They",
          "We",
          "But",
          "And",
          "This",
          "That",
          "These",
          "There",
          "Its",
          "His",
          "Her",
          "Their",
          "As",
          "For",
          "If",
          "When",
          "After",
          "By",
          "Earlier",
          "Meanwhile",
          "However");

  private static final int LONGEST = 9;

  private Openers() {}

  /** True if one of them stands at this offset. */
  static boolean follow(CharSequence text, int start) {
    int end = start;
    while (end < text.length() && end - start <= LONGEST && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end > start
        && Character.isUpperCase(text.charAt(start))
        && WORDS.contains(text.subSequence(start, end).toString());
  }
}
