package io.tocsin.alerts.core.match;

import java.util.List;

/** A compiled query, or a part of it: says whether a post meets it, and where. */
sealed interface Condition permits WordCondition, PhraseCondition, GroupCondition {

  /** Takes the places of a match. */
  interface Places {
    /**
     * A match.
     *
     * @param text number of the text, from 1
     * @param start offset of its first character
     * @param end offset behind its last
     */
    void add(int text, int start, int end);
  }

  /** Whether the post meets it. */
  boolean holds(PostIndex post);

  /** Tells the places of a post that meets it. */
  void tell(PostIndex post, Places places);

  /**
   * Sets of slots: a post that meets the condition has a word in one slot at least of each set. May
   * be empty where that is not known.
   */
  List<int[]> required();
}
