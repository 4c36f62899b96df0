package io.tocsin.ingest.core.clean;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/**
 * Characters as a reader sees them: Unicode NFC, one kind of space and line break, nothing
 * invisible (controls, zero-width and direction marks, byte-order marks, halves of surrogate
 * pairs).
 */
final class Characters {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int BRAILLE_BLANK = 0x2800;
  private static final int HANGUL_FILLER = 0x3164;
  private static final int HALFWIDTH_HANGUL_FILLER = 0xFFA0;
  private static final int BLACK_FLAG = 0x1F3F4;

  private Characters() {}

  /** The text as a reader sees it; the answer of an answer is itself. */
  static String normalise(String text) {
    if (!needsWork(text)) {
      return text;
    }
    String before;
    String readable = text;
    do {
      before = Mojibake.repair(readable);
      readable = composed(visible(before));
    } while (!readable.equals(before) && !Mojibake.repair(readable).equals(readable));
    return readable;
  }

  private static String composed(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /**
   * Not where all is ASCII, composed Latin letters and common punctuation, in their right places.
   */
  private static boolean needsWork(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x7f ? !isCommon(c) : c < ' ' && c != '\n') {
        return true;
      }
    }
    return Mojibake.mayBeDamaged(text);
  }

  private static boolean isCommon(char c) {
    return (c > 0xA0 && c < 0x250 && c != 0xAD) || (c >= 0x2010 && c <= 0x2027) || c == '€';
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int base = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      int kept = keep(c, base, i + 1 < text.length() && text.charAt(i + 1) == '\n');
      if (kept >= 0) {
        out.appendCodePoint(kept);
        base = isMark(kept) ? base : kept;
      }
    }
    return out.toString();
  }

  private static int keep(int c, int base, boolean newlineFollows) {
    if (c >= ' ' && c < 0x7f) {
      return c;
    }
    return switch (c) {
      case '\n', '\t' -> c;
      case '\r' -> newlineFollows ? -1 : '\n';
      case 0x0b, 0x0c, 0x85, 0x2028, 0x2029 -> '\n';
      case ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER -> joins(base) ? c : -1;
      case BRAILLE_BLANK, HANGUL_FILLER, HALFWIDTH_HANGUL_FILLER -> ' ';
      default -> isInvisible(c) ? (isVariant(c) && varies(base) ? c : -1) : keepOther(c, base);
    };
  }

  private static int keepOther(int c, int base) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> -1;
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.SURROGATE -> 0xFFFD;
      case Character.FORMAT -> isSign(c) || (isTag(c) && base == BLACK_FLAG) ? c : -1;
      default -> isNonCharacter(c) ? -1 : c;
    };
  }

  /** Marks and letters that nobody sees, with which words are hidden from a search. */
  static boolean isInvisible(int c) {
    return isVariant(c) || c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5;
  }

  static boolean isVariant(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF)
        || (c >= 0x180B && c <= 0x180F && c != 0x180E);
  }

  /** What has variants: letters but Latin ones, symbols, and the figures of keycaps. */
  private static boolean varies(int base) {
    boolean keycap = (base >= '0' && base <= '9') || base == '#' || base == '*';
    boolean symbol = base > 0x7f && !Character.isLetter(base) && base != ' ';
    return keycap || symbol || joins(base);
  }

  /** Joiners mean something in Arabic or Indic scripts and in emoji, nothing in Latin. */
  private static boolean joins(int base) {
    boolean visible = Character.isLetter(base) || Character.getType(base) == Character.OTHER_SYMBOL;
    return base > 0x7f && visible && UnicodeScript.of(base) != UnicodeScript.LATIN;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || isTag(c)
        || c == ZERO_WIDTH_JOINER
        || c == ZERO_WIDTH_NON_JOINER;
  }

  /** Tags spell the flags of regions behind a black flag; elsewhere they hide text. */
  private static boolean isTag(int c) {
    return c >= 0xE0020 && c <= 0xE007F;
  }

  /** Arabic number signs and the like are letters to a reader. */
  private static boolean isSign(int c) {
    return c >= 0x0600 && c <= 0x06DD && c != 0x061C;
  }

  private static boolean isNonCharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  }
}
