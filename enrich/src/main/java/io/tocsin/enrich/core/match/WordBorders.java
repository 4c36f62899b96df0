package io.tocsin.enrich.core.match;

import java.lang.Character.UnicodeScript;

/**
 * Where words begin and end.
 *
 * <p>A word is a run of letters, digits and combining marks. Scripts without spaces (Han, kana,
 * Thai and their like) have a border at every character. Arabic and Hebrew write some words (and,
 * in, to, the) joined to the front of the next: after them a word may begin too.
 */
public final class WordBorders {

  private static final String ARABIC_PROCLITICS = "وفبلكا";
  private static final String HEBREW_PROCLITICS = "והבלמשכ";
  private static final int LONGEST_PROCLITIC = 3;

  /** Hebrew is the first block that joins or does not part words. */
  private static final char FIRST_PROCLITIC = '\u0590';

  /**
   * Which of the ASCII characters are letters or digits: the question is asked for each character.
   */
  private static final boolean[] ASCII = new boolean[128];

  static {
    for (int i = 0; i < ASCII.length; i++) {
      ASCII[i] = Character.isLetterOrDigit(i);
    }
  }

  private WordBorders() {}

  /** True if a word can begin at this offset (UTF-16 code units, less than the length). */
  public static boolean startsWord(CharSequence text, int offset) {
    if (offset == 0) {
      return true;
    }
    char previous = text.charAt(offset - 1);
    boolean afterWord =
        previous < 128
            ? isWordCharacter(previous)
            : isWordCharacter(Character.codePointBefore(text, offset));
    if (!afterWord) {
      return true;
    }
    char next = text.charAt(offset);
    return next >= FIRST_PROCLITIC
        && (isSpaceless(Character.codePointAt(text, offset)) || followsProclitics(text, offset));
  }

  /** True if a word can end before this offset (UTF-16 code units). */
  public static boolean endsWord(CharSequence text, int offset) {
    if (offset == 0 || offset >= text.length()) {
      return offset != 0;
    }
    int at = Character.codePointAt(text, offset);
    return !isWordCharacter(at) || isSpaceless(Character.codePointBefore(text, offset));
  }

  /** The offset behind the word that goes on at this offset, at most so many code units further. */
  public static int wordEnd(CharSequence text, int offset, int atMost) {
    int end = offset;
    while (end < text.length() && end - offset <= atMost) {
      int at = Character.codePointAt(text, end);
      if (!isWordCharacter(at)) {
        break;
      }
      end += Character.charCount(at);
    }
    return end;
  }

  /** True for letters, digits and combining marks. */
  public static boolean isWordCharacter(int codePoint) {
    if (codePoint < ASCII.length) {
      return ASCII[codePoint];
    }
    return Character.isLetterOrDigit(codePoint) || isMark(codePoint);
  }

  /** True for characters of scripts that part words by nothing. */
  public static boolean isSpaceless(int codePoint) {
    if (codePoint < 0x0E00) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(codePoint);
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean followsProclitics(CharSequence text, int offset) {
    for (int back = 1; back <= LONGEST_PROCLITIC && back <= offset; back++) {
      char letter = text.charAt(offset - back);
      if (ARABIC_PROCLITICS.indexOf(letter) < 0 && HEBREW_PROCLITICS.indexOf(letter) < 0) {
        return false;
      }
      if (offset == back || !isWordCharacter(Character.codePointBefore(text, offset - back))) {
        return true;
      }
    }
    return false;
  }
}
