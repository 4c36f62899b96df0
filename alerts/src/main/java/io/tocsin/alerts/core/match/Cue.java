package io.tocsin.alerts.core.match;

import java.util.List;

/**
 * Words in a row that put what stands near them into a context.
 *
 * @param words each with its alternatives; {@code _} is any word, {@code *n't} one that ends so,
 *     {@code #} a year long ago
 * @param reach how many words may stand between the cue and what it reaches
 */
record Cue(List<List<String>> words, int reach) {

  /** The alternative that any year long ago is. */
  static final String YEAR = "#";

  private static final int LAST_YEAR = 2009;
  private static final int YEAR_DIGITS = 4;

  /** From the form {@code 6 rule|ruled out}: reach, then the words with their alternatives. */
  static Cue parse(String line) {
    List<String> parts = List.of(line.split(" ", -1));
    return new Cue(
        parts.stream().skip(1).map(part -> List.of(part.split("\\|", -1))).toList(),
        Integer.parseInt(parts.get(0)));
  }

  int length() {
    return words.size();
  }

  /** Whether it stands at a word of a sentence and ends before another. */
  boolean standsAt(Sentence sentence, int at, int end) {
    if (at + words.size() > end) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!isOneOf(words.get(i), sentence.word(at + i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOneOf(List<String> alternatives, String word) {
    for (String alternative : alternatives) {
      if (isSame(alternative, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(String alternative, String word) {
    if (alternative.charAt(0) == '*') {
      return word.endsWith(alternative.substring(1));
    }
    return alternative.equals("_")
        || alternative.equals(word)
        || (alternative.equals(YEAR) && isYear(word));
  }

  /** Whether a word is a year that is history whenever this is read, up to 2009, or a decade. */
  static boolean isYear(String word) {
    boolean decade = word.length() == YEAR_DIGITS + 1 && word.endsWith("s");
    if (word.length() != YEAR_DIGITS && !decade) {
      return false;
    }
    int year = 0;
    for (int i = 0; i < YEAR_DIGITS; i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      year = year * 10 + c - '0';
    }
    return year >= 1000 && year <= LAST_YEAR;
  }
}
