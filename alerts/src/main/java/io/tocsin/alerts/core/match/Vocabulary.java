package io.tocsin.alerts.core.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.lucene.util.BytesRef;

/**
 * Numbers for all words and patterns that the queries of one language ask for, from 0: a post's
 * words become numbers once, and all queries compare those. A pattern (a wildcard, a word with
 * typing errors) is numbered like a word that each fitting word of a text also has.
 */
final class Vocabulary {

  /** Marks a word that is compared as it is written; no word of a text can begin so. */
  private static final char AS_WRITTEN = '\uE000';

  private static final int PATTERN_WEIGHT = 40;
  private static final int LONG_WORD = 12;

  private final Map<String, Integer> words = new HashMap<>();
  private final Map<String, Integer> patterns = new HashMap<>();
  private final Map<String, List<Pattern>> byPrefix = new HashMap<>();
  private final List<Integer> weights = new ArrayList<>();
  private int longestPrefix;

  private record Pattern(int number, Predicate<BytesRef> fits) {}

  /** The same words with the same numbers, to which others can be added. */
  Vocabulary copy() {
    Vocabulary copy = new Vocabulary();
    copy.words.putAll(words);
    copy.patterns.putAll(patterns);
    byPrefix.forEach((prefix, fitting) -> copy.byPrefix.put(prefix, new ArrayList<>(fitting)));
    copy.weights.addAll(weights);
    copy.longestPrefix = longestPrefix;
    return copy;
  }

  /** How many numbers are given. */
  int size() {
    return weights.size();
  }

  /** The number of a word in the form that texts are brought to. */
  int word(String word) {
    return words.computeIfAbsent(word, w -> next(weight(w)));
  }

  /** The number of a word as it is written. */
  int wordAsWritten(String word) {
    return word(AS_WRITTEN + word);
  }

  /**
   * The number of a pattern.
   *
   * @param name equal for equal patterns
   * @param prefix letters that all fitting words begin with
   * @param fits tells of a word that begins so whether it fits
   */
  int pattern(String name, String prefix, Predicate<BytesRef> fits) {
    Integer known = patterns.get(name);
    if (known != null) {
      return known;
    }
    int number = next(PATTERN_WEIGHT + weight(prefix));
    patterns.put(name, number);
    byPrefix.computeIfAbsent(prefix, p -> new ArrayList<>(1)).add(new Pattern(number, fits));
    longestPrefix = Math.max(longestPrefix, prefix.length());
    return number;
  }

  private int next(int weight) {
    weights.add(weight);
    return weights.size() - 1;
  }

  /** Short words are frequent in all languages, long ones are rare. */
  private static int weight(String word) {
    return 1 + (1 << Math.max(0, LONG_WORD - word.length()));
  }

  /** How frequent a word may be; larger is more. */
  int weight(int number) {
    return weights.get(number);
  }

  /** Adds the numbers of a word in one of its forms, each once. */
  void addNumbers(String form, List<Integer> numbers) {
    addWord(form, numbers);
    BytesRef bytes = null;
    for (int length = 0; length <= Math.min(longestPrefix, form.length()); length++) {
      List<Pattern> candidates = byPrefix.get(form.substring(0, length));
      if (candidates != null) {
        bytes = bytes == null ? new BytesRef(form) : bytes;
        addFitting(candidates, bytes, numbers);
      }
    }
  }

  /** Adds the number of a word as it is written. */
  void addNumberAsWritten(String word, List<Integer> numbers) {
    addWord(AS_WRITTEN + word, numbers);
  }

  private void addWord(String word, List<Integer> numbers) {
    Integer number = words.get(word);
    if (number != null && !numbers.contains(number)) {
      numbers.add(number);
    }
  }

  private static void addFitting(List<Pattern> candidates, BytesRef form, List<Integer> numbers) {
    for (Pattern pattern : candidates) {
      if (!numbers.contains(pattern.number()) && pattern.fits().test(form)) {
        numbers.add(pattern.number());
      }
    }
  }
}
