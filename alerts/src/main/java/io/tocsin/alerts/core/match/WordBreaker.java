package io.tocsin.alerts.core.match;

import java.io.CharArrayReader;
import java.io.IOException;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * The words of a text as Lucene's {@link StandardTokenizer} parts them, by the word boundaries of
 * Unicode Standard Annex 29. No word reaches across a space, so what stands between two is looked
 * at alone: mostly ASCII letters and digits with marks around them, which are words without a
 * closer look. Everything else is left to the tokenizer. Not thread-safe.
 */
final class WordBreaker {

  /** What a word is told to. */
  interface Words {
    /**
     * A word.
     *
     * @param buffer holds its letters, until the call returns
     * @param from index of the first
     * @param length how many
     * @param start where it begins in the text
     * @param end where it ends
     */
    void add(char[] buffer, int from, int length, int start, int end) throws IOException;
  }

  /** A longer buffer is not kept. */
  private static final int LARGE = 1 << 16;

  /** Marks that join letters or digits when they stand between two. */
  private static final String JOINING = "'.,:;";

  private static final byte OTHER = 0;
  private static final byte SPACE = 1;
  private static final byte WORD = 2;
  private static final byte MARK = 3;
  private static final byte JOINER = 4;
  private static final byte[] KINDS = kinds();

  private final StandardTokenizer tokenizer = new StandardTokenizer();
  private final CharTermAttribute word = tokenizer.getAttribute(CharTermAttribute.class);
  private final OffsetAttribute offsets = tokenizer.getAttribute(OffsetAttribute.class);
  private final char[] letters = new char[LARGE];

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    for (char c = '!'; c <= '~'; c++) {
      kinds[c] = Character.isLetterOrDigit(c) ? WORD : MARK;
    }
    JOINING.chars().forEach(c -> kinds[c] = JOINER);
    kinds['_'] = OTHER;
    for (char c : new char[] {' ', '\n', '\r', '\t'}) {
      kinds[c] = SPACE;
    }
    return kinds;
  }

  private static byte kind(char c) {
    return c < KINDS.length ? KINDS[c] : OTHER;
  }

  /** Tells the words of a text, in order. */
  void read(String text, Words to) throws IOException {
    int length = text.length();
    char[] buffer = length <= letters.length ? letters : new char[length];
    text.getChars(0, length, buffer, 0);
    int at = 0;
    while (at < length) {
      if (kind(buffer[at]) == SPACE) {
        at++;
      } else {
        int end = at;
        boolean plain = true;
        while (end < length && kind(buffer[end]) != SPACE) {
          plain &= isPlain(buffer, at, end, length);
          end++;
        }
        if (plain) {
          readPlain(buffer, at, end, to);
        } else {
          readAny(buffer, at, end, to);
        }
        at = end;
      }
    }
  }

  private static boolean isPlain(char[] buffer, int from, int at, int length) {
    byte kind = kind(buffer[at]);
    if (kind != JOINER) {
      return kind != OTHER;
    }
    return at == from
        || at + 1 == length
        || kind(buffer[at - 1]) != WORD
        || kind(buffer[at + 1]) != WORD;
  }

  private void readPlain(char[] buffer, int from, int to, Words words) throws IOException {
    if (to - from > tokenizer.getMaxTokenLength()) {
      readAny(buffer, from, to, words);
      return;
    }
    int at = from;
    while (at < to) {
      int start = at;
      while (at < to && kind(buffer[at]) == WORD) {
        at++;
      }
      if (at > start) {
        words.add(buffer, start, at - start, start, at);
      }
      at += at < to ? 1 : 0;
    }
  }

  private void readAny(char[] buffer, int from, int to, Words words) throws IOException {
    tokenizer.setReader(new CharArrayReader(buffer, from, to - from));
    tokenizer.reset();
    while (tokenizer.incrementToken()) {
      words.add(
          word.buffer(),
          0,
          word.length(),
          from + offsets.startOffset(),
          from + offsets.endOffset());
    }
    tokenizer.end();
    tokenizer.close();
  }
}
