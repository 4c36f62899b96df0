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
 *
 * <p>What is known of a word lies side by side, because a text of some hundred words costs little
 * but the memory that it has to wait for.
 */
final class WordNumbers {

  /** Of words that are remembered. */
  static final int MOST = 1 << 16;

  /** Longer words are not remembered. */
  static final int LONGEST = 255;

  private static final int SLOTS = MOST * 2;
  private static final int LETTERS = MOST * 16;
  private static final int[] NONE = {};

  private final Analyzer forms;
  private final Vocabulary vocabulary;

  /**
   * Two for each slot: hash and place in {@link #letters}; length and place in {@link #numbers}.
   */
  private long[] slots = {};

  private char[] letters = {};
  private int used;
  private final List<int[]> numbers = new ArrayList<>();
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
  int[] of(char[] buffer, int from, int length) throws IOException {
    if (length == 0 || length > LONGEST) {
      return analyse(new String(buffer, from, length));
    }
    if (slots.length == 0 || size >= MOST || used + length > LETTERS) {
      forget();
    }
    int hash = hash(buffer, from, length);
    int slot = 2 * (hash & (SLOTS - 1));
    while (slots[slot + 1] != 0) {
      if (isAt(slot, hash, buffer, from, length)) {
        return numbers.get((int) slots[slot + 1]);
      }
      slot = (slot + 2) & (2 * SLOTS - 1);
    }
    int[] found = analyse(new String(buffer, from, length));
    remember(slot, hash, buffer, from, length, found);
    return found;
  }

  private void forget() {
    slots = new long[2 * SLOTS];
    letters = letters.length == 0 ? new char[LETTERS] : letters;
    numbers.clear();
    numbers.add(NONE);
    used = 0;
    size = 0;
  }

  private void remember(int slot, int hash, char[] buffer, int from, int length, int[] found) {
    slots[slot] = (long) hash << Integer.SIZE | used;
    slots[slot + 1] = (long) length << Integer.SIZE | (found.length == 0 ? 0 : numbers.size());
    if (found.length > 0) {
      numbers.add(found);
    }
    System.arraycopy(buffer, from, letters, used, length);
    used += length;
    size++;
  }

  /** Words are short: looking at their letters one by one is quickest. */
  private boolean isAt(int slot, int hash, char[] buffer, int from, int length) {
    if (slots[slot] >> Integer.SIZE != hash || slots[slot + 1] >> Integer.SIZE != length) {
      return false;
    }
    int at = (int) slots[slot];
    for (int i = 0; i < length; i++) {
      if (letters[at + i] != buffer[from + i]) {
        return false;
      }
    }
    return true;
  }

  private static int hash(char[] buffer, int from, int length) {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + buffer[from + i];
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
