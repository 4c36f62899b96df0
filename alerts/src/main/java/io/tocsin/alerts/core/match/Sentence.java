package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Highlight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A sentence and its words in lower case, with what they are to cues; punctuation marks are words
 * of their own.
 */
final class Sentence {

  /** No cue reaches farther, in words, its own included. */
  static final int FARTHEST = 20;

  private static final String MARKS = ".,;:!?—–…()";

  private final Highlight place;
  private final LanguageCues cues;
  private final List<String> words = new ArrayList<>();
  private final List<@Nullable CueWord> cueWords = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();

  private Sentence(Highlight place, LanguageCues cues) {
    this.place = place;
    this.cues = cues;
  }

  /** The sentence of a text that holds the character at {@code offset}. */
  static Sentence around(String text, int offset, LanguageCues cues) {
    Highlight place = Sentences.around(text, offset);
    Sentence sentence = new Sentence(place, cues);
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
    String word = text.substring(start, end).toLowerCase(Locale.ROOT).replace('’', '\'');
    words.add(word);
    cueWords.add(cues.find(word));
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

  /** Where it stands in its text. */
  Highlight place() {
    return place;
  }

  /** Its words. */
  List<String> words() {
    return words;
  }

  /** What a word is to cues; null for nothing. */
  @Nullable CueWord cueWord(int word) {
    return cueWords.get(word);
  }

  /** How many words end before or at a place of the text. */
  int wordsBefore(int start) {
    int found = Collections.binarySearch(ends, start);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** How many words begin before a place of the text. */
  int wordsThrough(int end) {
    int found = Collections.binarySearch(starts, end);
    return found < 0 ? -found - 1 : found;
  }
}
