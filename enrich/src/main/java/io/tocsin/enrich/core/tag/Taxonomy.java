package io.tocsin.enrich.core.tag;

import io.tocsin.enrich.core.tag.Topic.Pair;
import io.tocsin.enrich.core.tag.Topic.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topics with all forms of their words, ready for matching. */
final class Taxonomy {

  private static final FormMeaning NOTHING = new FormMeaning(List.of(), List.of());

  private final List<Topic> topics;
  private final WordFamilies families;
  private final Map<String, FormMeaning> forms = new HashMap<>();
  private final Map<String, Integer> sides = new LinkedHashMap<>();
  private final Map<Integer, List<SidePair>> pairs = new HashMap<>();
  private int seeds;

  /** Two sides, by number, that together lead to a topic. */
  record SidePair(int topic, int first, int second) {}

  /** Of topics in the order of their codes. */
  Taxonomy(TopicFile file, WordFamilies families) {
    this.families = families;
    topics = file.topics().stream().sorted(Comparator.comparing(Topic::code)).toList();
    for (int topic = 0; topic < topics.size(); topic++) {
      addWords(topic);
      addPairs(topic);
    }
    file.noTopic().forEach(phrase -> forms.putIfAbsent(phrase, NOTHING));
  }

  static Taxonomy read() {
    return new Taxonomy(TopicFile.read(), WordFamilies.read());
  }

  List<Topic> topics() {
    return topics;
  }

  Map<String, FormMeaning> forms() {
    return forms;
  }

  /** How many sides the pairs have together. */
  int sides() {
    return sides.size();
  }

  /** The pairs of which this is the first side. */
  List<SidePair> pairsFrom(int side) {
    return pairs.getOrDefault(side, List.of());
  }

  /** A form counts once for a topic: as the word that is written down, else as the strongest. */
  private void addWords(int topic) {
    Set<String> taken = new HashSet<>(topics.get(topic).never());
    List<Seed> words = topics.get(topic).words();
    Map<Seed, Integer> numbers = new HashMap<>();
    for (Seed word : words) {
      numbers.put(word, seeds++);
      add(topic, word, numbers, bare(word.word()), taken);
    }
    words.stream()
        .filter(Seed::english)
        .sorted(Comparator.comparingInt(Seed::points).reversed())
        .forEach(
            word ->
                families.of(word.word()).forEach(form -> add(topic, word, numbers, form, taken)));
  }

  private void add(
      int topic, Seed word, Map<Seed, Integer> numbers, String form, Set<String> taken) {
    if (taken.add(form)) {
      int family = numbers.getOrDefault(word, 0);
      meaning(form).words().add(new TopicWord(topic, family, word.points()));
    }
  }

  private void addPairs(int topic) {
    for (Pair pair : topics.get(topic).pairs()) {
      int first = side(pair.first());
      pairs
          .computeIfAbsent(first, side -> new ArrayList<>())
          .add(new SidePair(topic, first, side(pair.second())));
    }
  }

  private int side(String word) {
    Integer known = sides.get(word);
    if (known != null) {
      return known;
    }
    int side = sides.size();
    sides.put(word, side);
    families.of(word).forEach(form -> meaning(form).sides().add(side));
    return side;
  }

  private FormMeaning meaning(String form) {
    return forms.computeIfAbsent(form, key -> FormMeaning.unfilled());
  }

  private static String bare(String word) {
    return word.startsWith("=") ? word.substring(1) : word;
  }
}
