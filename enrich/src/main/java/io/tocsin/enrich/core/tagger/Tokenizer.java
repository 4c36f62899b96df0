package io.tocsin.enrich.core.tagger;

/**
 * Cuts an English text into sentences of tokens, one sentence at a time, so that a text of any
 * length takes the same memory.
 *
 * <p>Words are runs of letters, digits and combining marks; hyphens, slashes and stray question
 * marks part them ({@code Biden-Putin}, {@code of?Ukraine}); points stay in abbreviations, and in
 * numbers; a possessive is a token of its own. Offsets are UTF-16 code units of the text.
 */
public final class Tokenizer {

  private final CharSequence text;
  private int at;

  /** A tokenizer at the beginning of a text. */
  public Tokenizer(CharSequence text) {
    this.text = text;
  }

  /**
   * Reads the next sentence.
   *
   * @param sentence is filled
   * @return false if the text is at its end and nothing was filled
   */
  public boolean next(Sentence sentence) {
    sentence.clear();
    while (at < text.length() && !sentence.isFull()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        if (sentence.size() > 0) {
          break;
        }
      } else if (isSpace(c)) {
        at++;
      } else {
        int end = tokenEnd(at);
        sentence.add(at, end);
        at = end;
        if (endsSentence(sentence, c)) {
          break;
        }
      }
    }
    sentence.close(text);
    return sentence.size() > 0;
  }

  private int tokenEnd(int start) {
    char c = text.charAt(start);
    if (isApostrophe(c)) {
      return isPossessive(start) ? start + 2 : start + 1;
    }
    if (isWord(c)) {
      return wordEnd(start);
    }
    if ((c == '@' || c == '#') && start + 1 < text.length() && isWord(text.charAt(start + 1))) {
      return handleEnd(start + 1);
    }
    return repeatEnd(start, c);
  }

  /** Signs that stand in rows ("--", "...") are one token; a pair of surrogates is never parted. */
  private int repeatEnd(int start, char c) {
    int end = start + 1;
    if (Character.isHighSurrogate(c)) {
      return end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
    }
    while (end < text.length() && text.charAt(end) == c && c != '"') {
      end++;
    }
    return end;
  }

  private int handleEnd(int start) {
    int end = start;
    while (end < text.length() && (isWord(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private int wordEnd(int start) {
    int end = start + 1;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (isWord(c)) {
        end++;
      } else if (c == '.' && joins(start, end)) {
        end++;
      } else if ((isApostrophe(c) && joinsLetters(end)) || (c == ',' && joinsDigits(end))) {
        end += 2;
      } else if (c == '&' && joinsCapitals(end)) {
        end += 2;
      } else {
        break;
      }
    }
    return end;
  }

  /** A point belongs to initials (U.S.), to known abbreviations and into numbers and addresses. */
  private boolean joins(int start, int point) {
    if (point + 1 < text.length() && isWord(text.charAt(point + 1))) {
      return joinsDigits(point)
          || Character.isLowerCase(text.charAt(point + 1))
          || isInitial(start, point);
    }
    return isInitial(start, point) || Abbreviations.contains(text, start, point);
  }

  private boolean isInitial(int start, int point) {
    return Character.isLetter(text.charAt(point - 1))
        && (point - 1 == start || text.charAt(point - 2) == '.')
        && (point - 1 > start || Character.isUpperCase(text.charAt(start)));
  }

  private boolean joinsDigits(int sign) {
    return sign + 1 < text.length()
        && Character.isDigit(text.charAt(sign - 1))
        && Character.isDigit(text.charAt(sign + 1));
  }

  private boolean joinsLetters(int sign) {
    return sign + 1 < text.length()
        && Character.isLetter(text.charAt(sign - 1))
        && Character.isLetter(text.charAt(sign + 1))
        && !isPossessive(sign);
  }

  private boolean joinsCapitals(int sign) {
    return sign + 1 < text.length()
        && Character.isUpperCase(text.charAt(sign - 1))
        && Character.isUpperCase(text.charAt(sign + 1));
  }

  private boolean isPossessive(int apostrophe) {
    int after = apostrophe + 2;
    return apostrophe + 1 < text.length()
        && (text.charAt(apostrophe + 1) == 's' || text.charAt(apostrophe + 1) == 'S')
        && (after >= text.length() || !isWord(text.charAt(after)));
  }

  private boolean endsSentence(Sentence sentence, char c) {
    if (c == '!' || c == '?' || c == '.') {
      return at >= text.length() || isSpace(text.charAt(at)) || isQuote(text.charAt(at));
    }
    return text.charAt(at - 1) == '.' && isWord(c) && endsWithAbbreviation(sentence);
  }

  /** An abbreviation ends a sentence if a common word with a capital begins the next. */
  private boolean endsWithAbbreviation(Sentence sentence) {
    int last = sentence.size() - 1;
    boolean title = Abbreviations.isTitle(text, sentence.start(last), sentence.end(last) - 1);
    return !title && at + 1 < text.length() && Openers.follow(text, at + 1);
  }

  static boolean isApostrophe(char c) {
    return c == '\'' || c == '’' || c == '‘';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '”' || c == '“' || isApostrophe(c) || c == ')';
  }

  private static boolean isSpace(char c) {
    return c <= ' ' || c == '\u00A0' || (c > 127 && (Character.isSpaceChar(c) || c == '\u200B'));
  }

  private static boolean isWord(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    return Character.isLetterOrDigit(c) || isMark(c);
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
