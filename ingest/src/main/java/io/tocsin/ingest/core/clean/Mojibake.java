package io.tocsin.ingest.core.clean;

import java.nio.charset.Charset;

/**
 * Undoes UTF-8 that was read as Windows-1252 or Latin-1, once or several times over, where that is
 * certain ({@code donâ€™t}, {@code MÃ¼nchen}).
 *
 * <p>A sequence is certain by itself if no writer sets its characters side by side: an accented
 * capital in or before lower-case letters, a small letter with a currency sign behind it, four that
 * make an emoji, two neighbours that make Greek, Cyrillic, Hebrew or Arabic letters. Other
 * sequences ({@code É”} may be a capital before a quote) are repaired only in a text whose every
 * character above ASCII belongs to a sequence, one of them a certain one.
 */
final class Mojibake {
  private static final int LEAST_LEAD = 0xC2;
  private static final int GREATEST_LEAD = 0xF4;
  private static final int LATIN_END = 0x17F;

  /**
   * The byte of each character up to U+2122 in Windows-1252, or Latin-1; 0 for none above ASCII.
   */
  private static final byte[] BYTES = bytes();

  /** Marks that may follow a name in capitals. */
  private static final String BRAND_MARKS = "®™©°ºª¹²³";

  private final String text;
  private int certain;
  private boolean complete = true;

  private Mojibake(String text) {
    this.text = text;
  }

  /** The text with all that is certain repaired; nothing in the answer is to be repaired. */
  static String repair(String text) {
    String repaired = text;
    String before;
    do {
      before = repaired;
      repaired = mayBeDamaged(before) ? new Mojibake(before).once() : before;
    } while (repaired.length() < before.length());
    return repaired;
  }

  /** Whether two characters stand side by side as the bytes of one could. */
  static boolean mayBeDamaged(String text) {
    for (int i = 0; i + 1 < text.length(); i++) {
      if (isLead(text.charAt(i)) && isContinuation(text.charAt(i + 1))) {
        return true;
      }
    }
    return false;
  }

  private String once() {
    look();
    if (certain == 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int length = sequence(i);
      if (length > 0 && (complete || isCertain(i, length))) {
        out.appendCodePoint(decoded(i, length));
        i += length;
      } else {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }

  private void look() {
    int i = 0;
    while (i < text.length()) {
      int length = sequence(i);
      if (length > 0) {
        certain += isCertain(i, length) ? 1 : 0;
        i += length;
      } else {
        complete &= byteOf(text.charAt(i++)) == 0;
      }
    }
  }

  /** How many characters from here on are the bytes of one character, or 0. */
  private int sequence(int at) {
    char lead = text.charAt(at);
    if (!isLead(lead)) {
      return 0;
    }
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (at + length > text.length()) {
      return 0;
    }
    for (int i = at + 1; i < at + length; i++) {
      if (!isContinuation(text.charAt(i))) {
        return 0;
      }
    }
    return isPlausible(decoded(at, length), length) ? length : 0;
  }

  private int decoded(int at, int length) {
    int codePoint = text.charAt(at) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07);
    for (int i = at + 1; i < at + length; i++) {
      codePoint = (codePoint << 6) | (byteOf(text.charAt(i)) & 0x3F);
    }
    return codePoint;
  }

  private static boolean isPlausible(int codePoint, int length) {
    int least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    int type = Character.getType(codePoint);
    boolean phonetic =
        codePoint >= 0x250 && codePoint < 0x300 && codePoint != 0x2C6 && codePoint != 0x2DC;
    return codePoint >= least
        && codePoint <= Character.MAX_CODE_POINT
        && !phonetic
        && type != Character.UNASSIGNED
        && type != Character.SURROGATE
        && type != Character.PRIVATE_USE;
  }

  private boolean isCertain(int at, int length) {
    int codePoint = decoded(at, length);
    if (length == 4 || codePoint == 0xFEFF) {
      return true;
    }
    if (length == 3) {
      return isSign(text.charAt(at + 1)) || isSign(text.charAt(at + 2));
    }
    return codePoint <= LATIN_END ? isCertainLatin(at) : isCertainLetter(at, codePoint);
  }

  private boolean isCertainLatin(int at) {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    char behind = at + 2 < text.length() ? text.charAt(at + 2) : ' ';
    char second = text.charAt(at + 1);
    if (Character.isUpperCase(before)) {
      return isSign(second) && BRAND_MARKS.indexOf(second) < 0;
    }
    boolean sign = isSign(second) || text.charAt(at) == LEAST_LEAD;
    return sign || Character.isLowerCase(before) || Character.isLowerCase(behind);
  }

  /** A letter of another script stands beside one of the same. */
  private boolean isCertainLetter(int at, int codePoint) {
    return Character.isLetter(codePoint)
        && (isOfScript(at - 2, codePoint) || isOfScript(at + 2, codePoint));
  }

  private boolean isOfScript(int at, int codePoint) {
    return at >= 0
        && at < text.length()
        && sequence(at) == 2
        && Character.isLetter(decoded(at, 2))
        && Character.UnicodeScript.of(decoded(at, 2)) == Character.UnicodeScript.of(codePoint);
  }

  /** Neither a letter nor what a writer sets behind a word. */
  private static boolean isSign(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.MODIFIER_LETTER,
          Character.OTHER_SYMBOL,
          Character.OTHER_NUMBER,
          Character.FORMAT ->
          true;
      default -> "§¶†‡‰ªº".indexOf(c) >= 0;
    };
  }

  private static boolean isLead(char c) {
    return c >= LEAST_LEAD && c <= GREATEST_LEAD;
  }

  private static boolean isContinuation(char c) {
    int value = byteOf(c);
    return value >= 0x80 && value < 0xC0;
  }

  private static int byteOf(char c) {
    return c < BYTES.length ? BYTES[c] & 0xff : 0;
  }

  private static byte[] bytes() {
    byte[] bytes = new byte['™' + 1];
    byte[] high = new byte[0x80];
    for (int i = 0; i < high.length; i++) {
      high[i] = (byte) (0x80 + i);
      bytes[0x80 + i] = high[i];
    }
    String windows = new String(high, Charset.forName("windows-1252"));
    for (int i = 0; i < windows.length(); i++) {
      if (windows.charAt(i) < bytes.length) {
        bytes[windows.charAt(i)] = high[i];
      }
    }
    return bytes;
  }
}
