package io.tocsin.enrich.core.tag;

import io.tocsin.enrich.core.dictionary.Tsv;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics and their words, from the dictionary {@code topics.tsv}. */
final class Taxonomy {

  private Taxonomy() {}

  /**
   * The words with the topics that they lead to.
   *
   * @throws IllegalArgumentException if a word leads to one topic twice
   */
  static Map<String, List<TopicWord>> read() {
    Map<String, List<TopicWord>> words = new HashMap<>();
    for (Tsv.Row row : Tsv.read("topics.tsv", 3)) {
      row.list(1).forEach(word -> add(words, row, word, true));
      row.list(2).forEach(word -> add(words, row, word, false));
    }
    return words;
  }

  private static void add(
      Map<String, List<TopicWord>> words, Tsv.Row row, String word, boolean strong) {
    List<TopicWord> topics = words.computeIfAbsent(word, key -> new ArrayList<>());
    if (topics.stream().anyMatch(topic -> topic.code().equals(row.cell(0)))) {
      throw row.error("twice: " + word);
    }
    topics.add(new TopicWord(row.cell(0), strong));
  }
}
