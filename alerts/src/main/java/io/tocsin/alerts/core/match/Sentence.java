package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Highlight;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sentence and its words in lower case, with what they are to cues; punctuation marks are words
 * of their own.
 */
final class Sentence {

  /** No cue reaches farther, in words, its own included. */
  static final int FARTHEST = 20;

  private static final String MARKS = ".,;:!?—–…()";
  private static final int FEW = 32;

  private final Highlight place;
  private final char[] letters;
  private int[] starts = new int[FEW];
  private int[] ends = new int[FEW];
  private @Nullable CueWord[] cueWords = new @Nullable CueWord[FEW];
  private int size;

  private Sentence(Highlight place, char[] letters) {
    this.place = place;
    this.letters = letters;
  }

  /** The sentence of a text that holds the character at {@code offset}. */
  static Sentence around(String text, int offset, LanguageCues cues) {
    Highlight place = Sentences.around(text, offset);
    char[] letters = new char[place.end() - place.start()];
    text.getChars(place.start(), place.end(), letters, 0);
    Sentence sentence = new Sentence(place, letters);
    sentence.read(cues);
    return sentence;
  }

  private void read(LanguageCues cues) {
    int at = 0;
    while (at < letters.length) {
      int start = at;
      while (at < letters.length && isOfWord(letters[at])) {
        letters[at] = letters[at] == '’' ? '\'' : Character.toLowerCase(letters[at]);
        at++;
      }
      if (at > start) {
        add(cues, start, at);
      } else if (letters[at++] != ' ' && MARKS.indexOf(letters[at - 1]) >= 0) {
        add(cues, start, at);
      }
    }
  }

  private void add(LanguageCues cues, int start, int end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      cueWords = Arrays.copyOf(cueWords, 2 * size);
    }
    starts[size] = place.start() + start;
    ends[size] = place.start() + end;
    cueWords[size++] = cues.find(letters, start, end - start);
  }

  private static boolean isOfWord(char c) {
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

  /** How many words it has. */
  int size() {
    return size;
  }

  /** One of its words. */
  String word(int index) {
    int start = starts[index] - place.start();
    return new String(letters, start, ends[index] - starts[index]);
  }

  /** What a word is to cues; null for nothing. */
  @Nullable CueWord cueWord(int index) {
    return cueWords[index];
  }

  /** How many words end before or at a place of the text. */
  int wordsBefore(int start) {
    int found = Arrays.binarySearch(ends, 0, size, start);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** How many words begin before a place of the text. */
  int wordsThrough(int end) {
    int found = Arrays.binarySearch(starts, 0, size, end);
    return found < 0 ? -found - 1 : found;
  }
}
