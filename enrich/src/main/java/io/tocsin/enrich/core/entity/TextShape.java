package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.TextField;
import io.tocsin.enrich.core.match.WordBorders;

/**
 * How a text uses capitals: in headlines that capitalise every word, and in texts in capitals
 * throughout, a capital says less than elsewhere.
 *
 * @param titleCase true if nearly every longer word of a title has a capital
 * @param shouted true if most letters are capitals
 */
record TextShape(boolean titleCase, boolean shouted) {

  /** Shorter words stay small in title case. */
  private static final int LONGER_WORD = 4;

  private static final int FEWEST_WORDS = 4;
  private static final double NEARLY_EVERY = 0.7;
  private static final double MOST = 0.6;

  /** The shape of a text. */
  static TextShape of(String text, TextField field) {
    Count count = new Count();
    int start = 0;
    while (start < text.length()) {
      int end = WordBorders.wordEnd(text, start, text.length());
      count.add(text, start, end);
      start = Math.max(end, start + 1);
    }
    boolean titleCase =
        field == TextField.TITLE
            && count.longerWords >= FEWEST_WORDS
            && count.capitalised >= NEARLY_EVERY * count.longerWords;
    return new TextShape(titleCase, count.letters > 0 && count.upper > MOST * count.letters);
  }

  private static final class Count {
    private int letters;
    private int upper;
    private int longerWords;
    private int capitalised;

    void add(String text, int start, int end) {
      for (int i = start; i < end; i++) {
        char at = text.charAt(i);
        boolean capital = Character.isUpperCase(at);
        upper += capital ? 1 : 0;
        letters += capital || Character.isLetter(at) ? 1 : 0;
      }
      if (end - start >= LONGER_WORD) {
        longerWords++;
        capitalised += Character.isUpperCase(text.charAt(start)) ? 1 : 0;
      }
    }
  }
}
