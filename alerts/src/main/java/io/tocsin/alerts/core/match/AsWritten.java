package io.tocsin.alerts.core.match;

/**
 * The sign for "exactly this": {@code ="WHO"} is found as it is written, case, accents, ending and
 * all. Lucene's syntax has no such sign, so it is put inside of the quotes as a character that no
 * text has, before Lucene's parser reads the query; no other character moves.
 */
final class AsWritten {

  private static final char MARK = '\uE000';
  private static final String BEFORE = " \t(:+-!";

  private AsWritten() {}

  /** The query with the sign as {@code "<mark>…"} in place of {@code ="…"}. */
  static String mark(String query) {
    StringBuilder marked = new StringBuilder(query.replace(MARK, ' '));
    boolean quoted = false;
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '=' && !quoted && isSign(marked, i)) {
        marked.setCharAt(i, '"');
        marked.setCharAt(++i, MARK);
        quoted = true;
      }
    }
    return marked.toString();
  }

  private static boolean isSign(CharSequence query, int at) {
    return at + 1 < query.length()
        && query.charAt(at + 1) == '"'
        && (at == 0 || BEFORE.indexOf(query.charAt(at - 1)) >= 0);
  }

  /** Whether words between quotes have the sign. */
  static boolean isMarked(String words) {
    return !words.isEmpty() && words.charAt(0) == MARK;
  }

  /** The text without the mark. */
  static String unmark(String text) {
    return text.replace(String.valueOf(MARK), "");
  }
}
