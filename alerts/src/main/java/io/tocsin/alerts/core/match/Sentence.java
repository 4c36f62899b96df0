package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Highlight;
import java.util.ArrayList;
import java.util.Collections;
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

  /** No cue reaches farther, in words, its own included. */
  static final int FARTHEST = 20;

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

  /** The last {@link #FARTHEST} words that end before a place of the text. */
  List<String> before(int start) {
    int found = Collections.binarySearch(ends, start);
    int count = found < 0 ? -found - 1 : found + 1;
    return words.subList(Math.max(0, count - FARTHEST), count);
  }

  /** The first {@link #FARTHEST} words that begin behind a place of the text. */
  List<String> after(int end) {
    int found = Collections.binarySearch(starts, end);
    int from = found < 0 ? -found - 1 : found;
    return words.subList(from, Math.min(words.size(), from + FARTHEST));
  }
}
