package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.match.WordBorders;
import java.util.Set;

/** Tells where a surname stands behind a name, by capitals. */
final class Surnames {

  private static final int SHORTEST = 2;
  private static final Set<String> PARTICLES =
      Set.of(
          "de", "da", "do", "dos", "di", "del", "der", "den", "van", "von", "bin", "ibn", "al",
          "el", "la", "le", "Le", "Van", "De", "Di", "La");

  private final Set<String> notSurnames;

  Surnames(Set<String> notSurnames) {
    this.notSurnames = Set.copyOf(notSurnames);
  }

  /**
   * The offset behind the surname that follows a given name.
   *
   * @param text the text
   * @param givenNameEnd offset behind the given name
   * @return offset behind the surname; givenNameEnd if none follows
   */
  int endAfter(String text, int givenNameEnd) {
    int at = skipInitial(text, givenNameEnd);
    int end = wordAfterSpace(text, at);
    for (int i = 0; i < 2 && end > at && PARTICLES.contains(text.substring(at + 1, end)); i++) {
      at = end;
      end = wordAfterSpace(text, at);
    }
    return end > at && isSurname(text.substring(at + 1, end)) ? end : givenNameEnd;
  }

  /** The last word of a full name. */
  static String of(String fullName) {
    return fullName.substring(fullName.lastIndexOf(' ') + 1);
  }

  private static int skipInitial(String text, int at) {
    boolean initial =
        at + 3 < text.length()
            && text.charAt(at) == ' '
            && Character.isUpperCase(text.charAt(at + 1))
            && text.charAt(at + 2) == '.';
    return initial ? at + 3 : at;
  }

  /** The offset behind the word that follows one space; the offset itself if there is none. */
  private static int wordAfterSpace(String text, int at) {
    if (at >= text.length() || text.charAt(at) != ' ') {
      return at;
    }
    int end = partEnd(text, at + 1);
    while (end + 1 < text.length() && isJoint(text.charAt(end)) && isUpper(text, end + 1)) {
      end = partEnd(text, end + 1);
    }
    return end > at + 1 ? end : at;
  }

  private static int partEnd(String text, int start) {
    return WordBorders.wordEnd(text, start, 30);
  }

  private static boolean isJoint(char c) {
    return c == '-' || c == '\'' || c == '’';
  }

  private static boolean isUpper(String text, int at) {
    return Character.isUpperCase(text.charAt(at));
  }

  private boolean isSurname(String word) {
    return word.length() >= SHORTEST
        && Character.isUpperCase(word.charAt(0))
        && Character.isLowerCase(word.codePointBefore(word.length()))
        && !notSurnames.contains(word);
  }
}
