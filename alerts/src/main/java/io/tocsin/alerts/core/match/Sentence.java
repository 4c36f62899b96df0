package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Highlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A sentence and its words in lower case; punctuation marks are words of their own.
 *
 * @param place where it stands in its text
 * @param words its words
 * @param starts where they begin in the text
 * @param ends where they end
 */
record Sentence(Highlight place, List<String> words, List<Integer> starts, List<Integer> ends) {

  private static final String MARKS = ".,;:!?—–…()";

  /** The sentence of a text that holds the character at {@code offset}. */
  static Sentence around(String text, int offset) {
    Highlight place = Sentences.around(text, offset);
    Sentence sentence =
        new Sentence(place, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int at = place.start();
    while (at < place.end()) {
      int start = at;
      while (at < place.end() && isOfWord(text, at)) {
        at++;
      }
      if (at > start) {
        sentence.add(text, start, at);
      } else if (MARKS.indexOf(text.charAt(at++)) >= 0) {
        sentence.add(text, start, at);
      }
    }
    return sentence;
  }

  private void add(String text, int start, int end) {
    words.add(text.substring(start, end).toLowerCase(Locale.ROOT).replace('’', '\''));
    starts.add(start);
    ends.add(end);
  }

  private static boolean isOfWord(String text, int at) {
    char c = text.charAt(at);
    return Character.isLetterOrDigit(c)
        || c == '\''
        || c == '’'
        || c == '-'
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  /** The words that end before a place of the text. */
  List<String> before(int start) {
    int count = 0;
    while (count < words.size() && ends.get(count) <= start) {
      count++;
    }
    return words.subList(0, count);
  }

  /** The words that begin behind a place of the text. */
  List<String> after(int end) {
    int from = words.size();
    while (from > 0 && starts.get(from - 1) >= end) {
      from--;
    }
    return words.subList(from, words.size());
  }
}
