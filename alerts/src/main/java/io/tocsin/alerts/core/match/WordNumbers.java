package io.tocsin.alerts.core.match;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The numbers of a text's words. Stemming is a function of the word alone, so it is done once for
 * words that come again; at most {@link #MOST} words are remembered, then all are forgotten. Not
 * thread-safe.
 */
final class WordNumbers {

  /** Of words that are remembered. */
  static final int MOST = 1 << 16;

  private static final int SLOTS = MOST * 2;
  private static final int[] NONE = {};

  private final Analyzer forms;
  private final Vocabulary vocabulary;
  private char[][] words = {};
  private int[] hashes = {};
  private int[][] numbers = {};
  private int size;

  /**
   * Of words.
   *
   * @param forms gives the forms of a text that is one word
   * @param vocabulary the numbers
   */
  WordNumbers(Analyzer forms, Vocabulary vocabulary) {
    this.forms = forms;
    this.vocabulary = vocabulary;
  }

  /** The numbers of a word; not to be changed. */
  int[] of(char[] buffer, int length) throws IOException {
    if (words.length == 0 || size >= MOST) {
      words = new char[SLOTS][];
      hashes = new int[SLOTS];
      numbers = new int[SLOTS][];
      size = 0;
    }
    int hash = hash(buffer, length);
    int slot = hash & (SLOTS - 1);
    while (words[slot] != null) {
      if (hashes[slot] == hash && isSame(words[slot], buffer, length)) {
        return numbers[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    String word = new String(buffer, 0, length);
    size++;
    words[slot] = word.toCharArray();
    hashes[slot] = hash;
    numbers[slot] = analyse(word);
    return numbers[slot];
  }

  /** Words are short: looking at their letters one by one is quickest. */
  private static boolean isSame(char[] word, char[] buffer, int length) {
    if (word.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (word[i] != buffer[i]) {
        return false;
      }
    }
    return true;
  }

  private static int hash(char[] buffer, int length) {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + buffer[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }

  private int[] analyse(String word) throws IOException {
    List<Integer> found = new ArrayList<>();
    vocabulary.addNumberAsWritten(word, found);
    try (TokenStream stream = forms.tokenStream("", word)) {
      CharTermAttribute form = stream.getAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        vocabulary.addNumbers(form.toString(), found);
      }
      stream.end();
    }
    return found.isEmpty() ? NONE : found.stream().mapToInt(Integer::intValue).toArray();
  }
}
