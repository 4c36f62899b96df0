package io.tocsin.enrich.core.tag;

import java.util.ArrayList;
import java.util.List;

/** The topics that a form leads to, and the sides of pairs that it is, by number. */
record FormMeaning(List<TopicWord> words, List<Integer> sides) {

  /** Still empty, to be added to while the taxonomy is read. */
  static FormMeaning unfilled() {
    return new FormMeaning(new ArrayList<>(), new ArrayList<>());
  }

  /** False for a phrase that only keeps its words from saying something. */
  boolean says() {
    return !words.isEmpty() || !sides.isEmpty();
  }
}
