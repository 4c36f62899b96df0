package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.match.NegationCues.Cue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cues by their first word: nearly all words of a text begin none. */
final class CueIndex {

  private static final String CONTRACTION = "n't";

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
    boolean contraction = word.endsWith(CONTRACTION);
    if (candidates.isEmpty() && !contraction) {
      return candidates;
    }
    List<Cue> standing = new ArrayList<>();
    addStanding(candidates, text, place, standing);
    addStanding(contraction ? byContraction : List.of(), text, place, standing);
    return standing;
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
