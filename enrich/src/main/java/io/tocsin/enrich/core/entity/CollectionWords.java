package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.TextField;
import io.tocsin.enrich.core.match.WordBorders;
import java.util.Locale;
import java.util.Set;

/**
 * The words of what a collection is called. Names in one case only, such as the slugs of addresses
 * ({@code ukraine-war-live-day-12}), get the capitals that names have in a text.
 *
 * @param text as a headline would have it
 * @param shape how it uses capitals
 */
record CollectionWords(String text, TextShape shape) {

  /** The rest of a longer text is not read. */
  static final int MOST_CHARACTERS = 2_500;

  private static final Set<String> ABBREVIATIONS = Set.of("us", "usa", "uk", "uae", "drc", "eu");
  private static final TextShape TITLE_CASE = new TextShape(true, false);

  /** The words of a text. */
  static CollectionWords of(String text) {
    String read = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    boolean bothCases =
        read.chars().anyMatch(Character::isUpperCase)
            && read.chars().anyMatch(Character::isLowerCase);
    return bothCases
        ? new CollectionWords(read, TextShape.of(read, TextField.TITLE))
        : new CollectionWords(titleCase(read), TITLE_CASE);
  }

  private static String titleCase(String text) {
    StringBuilder words = new StringBuilder();
    int start = 0;
    while (start < text.length()) {
      int end = WordBorders.wordEnd(text, start, text.length());
      if (end > start) {
        append(words, text.substring(start, end).toLowerCase(Locale.ROOT));
        start = end;
      } else {
        words.append(isJoint(text.charAt(start)) ? ' ' : text.charAt(start));
        start++;
      }
    }
    return words.toString();
  }

  private static boolean isJoint(char c) {
    return c == '-' || c == '_' || c == '/' || c == '+' || c == '.';
  }

  private static void append(StringBuilder words, String word) {
    if (ABBREVIATIONS.contains(word)) {
      words.append(word.toUpperCase(Locale.ROOT));
    } else {
      int first = word.offsetByCodePoints(0, 1);
      words
          .append(word.substring(0, first).toUpperCase(Locale.ROOT))
          .append(word, first, word.length());
    }
  }
}
