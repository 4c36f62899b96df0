package io.tocsin.enrich.core.story;

/**
 * What people are quoted with. Whoever reports on a statement repeats its words, so they say
 * nothing of who copied whom.
 */
final class Quotations {

  /** Shorter ones are titles and words held at arm's length. */
  static final int SHORTEST = 20;

  /** A mark that is not closed within so many characters opened nothing. */
  static final int LONGEST = 600;

  private static final String OPENING = "\"“„«»「『";
  private static final String[] CLOSING = {"\"", "”", "“”", "»", "«", "」", "』"};

  private Quotations() {}

  /**
   * A text without its quotations, a line break in the place of each. A quotation is {@value
   * #SHORTEST} to {@value #LONGEST} characters long and ends within its line.
   */
  static String leftOut(String text) {
    StringBuilder rest = new StringBuilder(text.length());
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      int end = endOf(text, i);
      if (end - i >= SHORTEST) {
        rest.append(text, copied, i).append('\n');
        copied = end + 1;
        i = end;
      }
    }
    return copied == 0 ? text : rest.append(text, copied, text.length()).toString();
  }

  /** Where the quotation that opens at an index closes; −1 when none opens there. */
  private static int endOf(String text, int index) {
    int mark = OPENING.indexOf(text.charAt(index));
    if (mark < 0 || !opens(text, index)) {
      return -1;
    }
    int last = Math.min(text.length() - 1, index + LONGEST);
    for (int i = index + 1; i <= last && text.charAt(i) != '\n'; i++) {
      if (CLOSING[mark].indexOf(text.charAt(i)) >= 0 && closes(text, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Marks that open and close alike stand behind a space and before a word when they open. */
  private static boolean opens(String text, int index) {
    char mark = text.charAt(index);
    if (mark != '"' && mark != '»') {
      return true;
    }
    boolean begins = index == 0 || !Character.isLetterOrDigit(text.charAt(index - 1));
    return begins && index + 1 < text.length() && !isSpace(text.charAt(index + 1));
  }

  private static boolean closes(String text, int index) {
    return text.charAt(index) != '"'
        || index + 1 == text.length()
        || !Character.isLetterOrDigit(text.charAt(index + 1));
  }

  private static boolean isSpace(char at) {
    return Character.isWhitespace(at) || Character.isSpaceChar(at);
  }
}
