package io.tocsin.enrich.core.tagger;

/** How a sentence uses capitals: in a headline that capitalises every word they say less. */
public enum Capitals {
  USUAL(0),
  EVERY_WORD(1),
  EVERY_LETTER(2);

  private static final int LONGER_WORD = 4;
  private static final int FEWEST_WORDS = 4;
  private static final double NEARLY_EVERY = 0.8;

  private final int code;

  Capitals(int code) {
    this.code = code;
  }

  /** What stands for it in hashes; part of the model's format. */
  int code() {
    return code;
  }

  static Capitals of(CharSequence text, Sentence sentence) {
    int words = 0;
    int capitalised = 0;
    int upper = 0;
    for (int i = 0; i < sentence.size(); i++) {
      int start = sentence.start(i);
      int length = sentence.end(i) - start;
      if (length >= LONGER_WORD && Character.isLetter(text.charAt(start))) {
        words++;
        capitalised += Character.isUpperCase(text.charAt(start)) ? 1 : 0;
        upper += Character.isUpperCase(text.charAt(start + length - 1)) ? 1 : 0;
      }
    }
    if (words < FEWEST_WORDS || capitalised < NEARLY_EVERY * words) {
      return USUAL;
    }
    return upper >= NEARLY_EVERY * words ? EVERY_LETTER : EVERY_WORD;
  }
}
