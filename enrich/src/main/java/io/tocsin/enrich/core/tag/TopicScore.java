package io.tocsin.enrich.core.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the words of one post say for one topic. */
final class TopicScore {

  /** Not more words than these are kept. */
  static final int MOST_WORDS = 10;

  /** So many points make a topic. */
  static final int ENOUGH = 4;

  private final Map<Integer, Integer> points = new HashMap<>();
  private final List<FoundWord> words = new ArrayList<>();
  private boolean strong;

  /** A word with its place in the post, title first. */
  record FoundWord(int place, String word) {}

  /** Counts a word; one in the title twice, one family once. */
  void count(TopicWord said, boolean title, FoundWord word) {
    points.merge(said.family(), title ? 2 * said.points() : said.points(), Math::max);
    strong |= said.points() >= ENOUGH;
    words.add(word);
  }

  /** Counts two words that are enough together. */
  void countPair(FoundWord first, FoundWord second) {
    strong = true;
    words.add(first);
    words.add(second);
  }

  boolean isStrong() {
    return strong;
  }

  boolean suffices() {
    return strong || points.values().stream().mapToInt(Integer::intValue).sum() >= ENOUGH;
  }

  /** In order of appearance, each once. */
  List<String> words() {
    Set<String> inOrder = new LinkedHashSet<>();
    words.stream()
        .sorted(Comparator.comparingInt(FoundWord::place))
        .forEach(found -> inOrder.add(found.word()));
    return inOrder.stream().limit(MOST_WORDS).toList();
  }
}
