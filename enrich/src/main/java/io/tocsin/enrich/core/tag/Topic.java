package io.tocsin.enrich.core.tag;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic of the taxonomy as it is written down.
 *
 * @param code its name
 * @param mediaTopic code of the IPTC Media Topic under which it falls; null where that is not
 *     certain
 * @param givesWayTo topics before which it stands back where nothing strong speaks for it
 * @param words the words that lead to it
 * @param pairs words that lead to it together
 * @param never forms that do not lead to it although they belong to a family that does
 */
record Topic(
    String code,
    @Nullable String mediaTopic,
    List<String> givesWayTo,
    List<Seed> words,
    List<Pair> pairs,
    List<String> never) {

  Topic {
    givesWayTo = List.copyOf(givesWayTo);
    words = List.copyOf(words);
    pairs = List.copyOf(pairs);
    never = List.copyOf(never);
  }

  /**
   * A word that leads to a topic.
   *
   * @param word as in the taxonomy, with its marks
   * @param points how much it says
   * @param english true if it stands for its family
   */
  record Seed(String word, int points, boolean english) {}

  /** Two words that together are enough. */
  record Pair(String first, String second) {}
}
