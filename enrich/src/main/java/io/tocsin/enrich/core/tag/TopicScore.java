package io.tocsin.enrich.core.tag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What the words of one post say for one topic. */
final class TopicScore {

  /** Not more words than these are kept. */
  static final int MOST_WORDS = 10;

  /** So many points make a topic. */
  static final int ENOUGH = 4;

  private final List<FoundWord> words = new ArrayList<>();
  private int[] families = new int[8];
  private int[] points = new int[8];
  private int size;
  private boolean strong;

  /** A word with its place in the post, title first. */
  record FoundWord(int place, String word) {}

  /** Counts a word; one in the title twice, one family once. */
  void count(TopicWord said, boolean title, FoundWord word) {
    int place = placeOf(said.family());
    points[place] = Math.max(points[place], title ? 2 * said.points() : said.points());
    strong |= said.points() >= ENOUGH;
    words.add(word);
  }

  private int placeOf(int family) {
    for (int i = 0; i < size; i++) {
      if (families[i] == family) {
        return i;
      }
    }
    if (size == families.length) {
      families = Arrays.copyOf(families, 2 * size);
      points = Arrays.copyOf(points, 2 * size);
    }
    families[size] = family;
    return size++;
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
    int sum = 0;
    for (int i = 0; i < size; i++) {
      sum += points[i];
    }
    return strong || sum >= ENOUGH;
  }

  /** In order of appearance, each once. */
  List<String> words() {
    words.sort(Comparator.comparingInt(FoundWord::place));
    List<String> inOrder = new ArrayList<>();
    for (FoundWord found : words) {
      if (inOrder.size() < MOST_WORDS && !inOrder.contains(found.word())) {
        inOrder.add(found.word());
      }
    }
    return inOrder;
  }
}
