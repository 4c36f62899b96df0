package io.tocsin.alerts.core.match;

/** Whether words stand between quotation marks, which may be open over several sentences. */
final class Quotation {

  private static final int FARTHEST = 600;
  private static final String OPENING = "“„«";
  private static final String CLOSING = "”»";
  private static final String MARKS = OPENING + CLOSING;

  private Quotation() {}

  /** Whether a text has a quotation mark at all. */
  static boolean isIn(String text) {
    if (text.indexOf('"') >= 0) {
      return true;
    }
    for (int i = 0; i < MARKS.length(); i++) {
      if (text.indexOf(MARKS.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the characters are quoted within their line; the mark that closes must be there. */
  static boolean holds(String text, int start, int end) {
    int from = Math.max(0, start - FARTHEST);
    from = Math.max(from, text.lastIndexOf('\n', Math.max(0, start - 1)) + 1);
    int to = Math.min(text.length(), end + FARTHEST);
    int line = text.indexOf('\n', end);
    to = line < 0 ? to : Math.min(to, line);
    return isOpen(text, from, start) && isClosed(text, Math.min(end, to), to);
  }

  private static boolean isOpen(String text, int from, int to) {
    boolean open = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        open = !open;
      } else if (OPENING.indexOf(c) >= 0) {
        open = true;
      } else if (CLOSING.indexOf(c) >= 0) {
        open = false;
      }
    }
    return open;
  }

  private static boolean isClosed(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '"' || CLOSING.indexOf(c) >= 0 || c == '“') {
        return true;
      }
    }
    return false;
  }
}
