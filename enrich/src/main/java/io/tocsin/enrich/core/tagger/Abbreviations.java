package io.tocsin.enrich.core.tagger;

import java.util.Set;

/** Words that keep their point. */
final class Abbreviations {

  private static final Set<String> TITLES =
      Set.of(
          "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Maj", "Capt", "Cmdr", "Adm", "Sgt",
          "Sen", "Rep", "Gov", "Rev", "Hon", "Pres", "St", "Mt", "Ft", "Brig", "Sec", "Amb",
          "Supt");

  private static final Set<String> OTHERS =
      Set.of(
          "Jr", "Sr", "Inc", "Corp", "Co", "Ltd", "Bros", "vs", "etc", "Jan", "Feb", "Aug", "Sept",
          "Oct", "Nov", "Dec", "No", "approx", "est", "Dept", "Univ", "Ave", "Blvd");

  private static final int LONGEST = 6;

  private Abbreviations() {}

  /** True if the word is written with a point behind it. */
  static boolean contains(CharSequence text, int start, int end) {
    if (end - start > LONGEST) {
      return false;
    }
    String word = text.subSequence(start, end).toString();
    return TITLES.contains(word) || OTHERS.contains(word);
  }

  /** True if a name follows the word, so that no sentence ends behind it. */
  static boolean isTitle(CharSequence text, int start, int end) {
    return end - start == 1
        || (end - start <= LONGEST && TITLES.contains(text.subSequence(start, end).toString()));
  }
}
