package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.match.Cues.Cue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cues by their first word: nearly all words of a text begin none. */
final class CueIndex {

  private static final String CONTRACTION = "n't";

  /** The alternative that any year long ago is. */
  static final String YEAR = "#";

  private static final int LAST_YEAR = 2009;
  private static final int YEAR_DIGITS = 4;

  private final Map<String, List<Cue>> byFirstWord = new HashMap<>();
  private final List<Cue> byContraction = new ArrayList<>();

  CueIndex(List<Cue> cues) {
    for (Cue cue : cues) {
      for (String first : cue.words().get(0)) {
        if (first.equals("*" + CONTRACTION)) {
          byContraction.add(cue);
        } else {
          byFirstWord.computeIfAbsent(first, word -> new ArrayList<>()).add(cue);
        }
      }
    }
  }

  /** The cues that stand at a place of a text. */
  List<Cue> at(List<String> text, int place) {
    String word = text.get(place);
    List<Cue> candidates = byFirstWord.getOrDefault(word, List.of());
    if (candidates.isEmpty() && isYear(word)) {
      candidates = byFirstWord.getOrDefault(YEAR, List.of());
    }
    boolean contraction = word.endsWith(CONTRACTION);
    if (candidates.isEmpty() && !contraction) {
      return candidates;
    }
    List<Cue> standing = new ArrayList<>();
    addStanding(candidates, text, place, standing);
    addStanding(contraction ? byContraction : List.of(), text, place, standing);
    return standing;
  }

  boolean isEmpty() {
    return byFirstWord.isEmpty() && byContraction.isEmpty();
  }

  /** Whether a word is a year up to 2009, or a decade. */
  static boolean isYear(String word) {
    boolean decade = word.length() == YEAR_DIGITS + 1 && word.endsWith("s");
    if (word.length() != YEAR_DIGITS && !decade) {
      return false;
    }
    int year = 0;
    for (int i = 0; i < YEAR_DIGITS; i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      year = year * 10 + c - '0';
    }
    return year >= 1000 && year <= LAST_YEAR;
  }

  private static void addStanding(
      List<Cue> candidates, List<String> text, int place, List<Cue> standing) {
    for (Cue cue : candidates) {
      if (cue.standsAt(text, place)) {
        standing.add(cue);
      }
    }
  }
}
