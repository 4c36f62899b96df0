package io.tocsin.enrich.core.tag;

import io.tocsin.enrich.core.TextField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The words of one post that lead to one topic. */
final class TopicScore {

  /** Not more words than these are kept. */
  static final int MOST_WORDS = 10;

  private static final int ENOUGH = 2;

  private final Set<String> words = new LinkedHashSet<>();
  private boolean sure;

  void count(TopicWord topic, String word, TextField field) {
    sure |= topic.strong() || field == TextField.TITLE;
    if (words.size() < MOST_WORDS) {
      words.add(word);
    }
  }

  boolean suffices() {
    return sure || words.size() >= ENOUGH;
  }

  List<String> words() {
    return List.copyOf(words);
  }
}
