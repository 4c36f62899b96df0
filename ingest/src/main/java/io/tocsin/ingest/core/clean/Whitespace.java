package io.tocsin.ingest.core.clean;

/**
 * One space between words, no space at the ends of lines, paragraphs parted by exactly one empty
 * line; a headline is one line.
 */
final class Whitespace {
  private Whitespace() {}

  static Draft tidy(Draft draft) {
    return draft.withTexts(line(draft.title()), paragraphs(draft.body()));
  }

  /** The text on one line. */
  static String line(String text) {
    return paragraphs(text.indexOf('\n') < 0 ? text : text.replace('\n', ' '));
  }

  /** The text with its lines and paragraphs. */
  static String paragraphs(String text) {
    return isTidy(text) ? text : tidied(text);
  }

  private static boolean isTidy(String text) {
    char before = '\n';
    int newlines = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      newlines = c == '\n' ? newlines + 1 : 0;
      boolean loose = c == ' ' && (before == ' ' || before == '\n');
      if (loose || newlines > 2 || (c == '\n' && (before == ' ' || i == 0)) || isOddSpace(c)) {
        return false;
      }
      before = c;
    }
    return text.isEmpty() || (before != ' ' && before != '\n');
  }

  private static String tidied(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int newlines = 0;
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        newlines++;
      } else if (isSpace(c)) {
        space = true;
      } else {
        separate(out, newlines, space);
        newlines = 0;
        space = false;
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void separate(StringBuilder out, int newlines, boolean space) {
    if (out.length() == 0) {
      return;
    }
    if (newlines > 0) {
      out.append(newlines > 1 ? "\n\n" : "\n");
    } else if (space) {
      out.append(' ');
    }
  }

  static boolean isSpace(char c) {
    return c == ' ' || isOddSpace(c);
  }

  private static boolean isOddSpace(char c) {
    return c == '\t' || (c > 0x7f && Character.getType(c) == Character.SPACE_SEPARATOR);
  }
}
