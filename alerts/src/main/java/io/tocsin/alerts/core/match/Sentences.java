package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Highlight;
import java.util.Locale;
import java.util.Set;

/**
 * Where sentences begin and end: at a full stop, question or exclamation mark followed by a space
 * and no small letter, and at every line break. Full stops of common abbreviations do not count.
 */
final class Sentences {

  private static final String ENDS = ".!?…。！？";

  /** Marks that are followed by no space. */
  private static final String FULL_WIDTH_ENDS = "。！？";

  private static final char FIRST_BEYOND_ASCII = 128;
  private static final String CLOSERS = "\"'”’»)]";
  private static final int LONGEST_ABBREVIATION = 6;
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "adm", "capt", "col", "dr", "ft", "gen", "gov", "jr", "lt", "maj", "mr", "mrs", "ms",
          "mt", "no", "prof", "rep", "rev", "sen", "sgt", "sr", "st", "vs", "jan", "feb", "mar",
          "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "nr", "bzw", "ca", "sra",
          "mme", "ул", "им");

  private Sentences() {}

  /** The sentence that holds the character at {@code offset}, without spaces around it. */
  static Highlight around(String text, int offset) {
    int at = Math.min(offset, text.length());
    int start = at;
    while (start > 0 && !endsBefore(text, start)) {
      start--;
    }
    int end = at;
    while (end < text.length() && (end == start || !endsBefore(text, end))) {
      end++;
    }
    return trimmed(text, start, end);
  }

  /** Whether a sentence is over just before {@code at}. */
  private static boolean endsBefore(String text, int at) {
    char before = text.charAt(at - 1);
    if (before == '\n') {
      return true;
    }
    if (before > ' ' && before < FIRST_BEYOND_ASCII) {
      return false;
    }
    if (!Character.isWhitespace(before)) {
      return FULL_WIDTH_ENDS.indexOf(before) >= 0;
    }
    int mark = at - 2;
    while (mark >= 0 && CLOSERS.indexOf(text.charAt(mark)) >= 0) {
      mark--;
    }
    return mark >= 0
        && ENDS.indexOf(text.charAt(mark)) >= 0
        && !continues(text, at)
        && !(text.charAt(mark) == '.' && isAbbreviation(text, mark));
  }

  private static boolean continues(String text, int at) {
    return at < text.length() && Character.isLowerCase(text.codePointAt(at));
  }

  /** Whether the word before the full stop is known, a single letter, or has full stops inside. */
  private static boolean isAbbreviation(String text, int stop) {
    int start = stop;
    while (start > 0 && isOfWord(text.charAt(start - 1)) && stop - start <= LONGEST_ABBREVIATION) {
      start--;
    }
    String word = text.substring(start, stop);
    return (word.length() == 1 && Character.isLetter(word.charAt(0)))
        || (word.indexOf('.') > 0 && !Character.isDigit(word.charAt(0)))
        || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '.';
  }

  private static Highlight trimmed(String text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return new Highlight(from, to);
  }
}
