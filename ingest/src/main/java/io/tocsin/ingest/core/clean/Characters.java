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

  private Characters() {}

  static String normalise(String text) {
    String visible = needsWork(text) ? visible(text) : text;
    return Normalizer.isNormalized(visible, Normalizer.Form.NFC)
        ? visible
        : Normalizer.normalize(visible, Normalizer.Form.NFC);
  }

  private static boolean needsWork(String text) {
    return text.chars().anyMatch(c -> (c < ' ' && c != '\n') || c >= 0x7f);
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
    return switch (c) {
      case '\n', '\t' -> c;
      case '\r' -> newlineFollows ? -1 : '\n';
      case 0x0b, 0x0c, 0x85, 0x2028, 0x2029 -> '\n';
      case ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER -> joins(base) ? c : -1;
      default -> keepOther(c);
    };
  }

  private static int keepOther(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> -1;
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.SURROGATE -> 0xFFFD;
      case Character.FORMAT -> isTag(c) ? c : -1;
      default -> isNonCharacter(c) ? -1 : c;
    };
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
        || c == ZERO_WIDTH_JOINER
        || c == ZERO_WIDTH_NON_JOINER;
  }

  /** Tags spell the flags of regions; Arabic number signs and the like are letters to a reader. */
  private static boolean isTag(int c) {
    return (c >= 0xE0020 && c <= 0xE007F) || (c >= 0x0600 && c <= 0x06DD && c != 0x061C);
  }

  private static boolean isNonCharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  }
}
