package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Highlight;
import java.util.ArrayList;
import java.util.List;

/**
 * The sentence around a match, short enough to be shown.
 *
 * @param text at most {@link #LONGEST} UTF-16 code units; an ellipsis marks where it was cut
 * @param highlights the matched words within {@code text}, ascending, not overlapping
 */
public record Excerpt(String text, List<Highlight> highlights) {

  /** Of an excerpt, in UTF-16 code units, ellipses included. */
  public static final int LONGEST = 300;

  private static final String ELLIPSIS = "…";

  public Excerpt {
    highlights = List.copyOf(highlights);
  }

  /**
   * The sentence of {@code text} that holds the characters from {@code start} to {@code end}; a
   * long one is cut at the borders of words, never inside a surrogate pair.
   */
  static Excerpt around(String text, int start, int end, List<Place> matched) {
    return around(text, Sentences.around(text, start), start, end, matched);
  }

  /** The same, of a sentence that is known already. */
  static Excerpt around(String text, Highlight sentence, int start, int end, List<Place> matched) {
    int from = sentence.start();
    int to = Math.max(sentence.end(), Math.min(end, text.length()));
    if (to - from > LONGEST) {
      int room = LONGEST - 2 * ELLIPSIS.length();
      int before = Math.max(0, (room - (end - start)) / 2);
      from = Math.max(from, Math.min(start - before, to - room));
      from = from == sentence.start() ? from : wordAfter(text, from, start);
      to = Math.min(to, from + room);
      to = to == sentence.end() ? to : wordBefore(text, to, Math.min(end, to));
    }
    return cut(text, from, to, sentence, matched);
  }

  private static Excerpt cut(
      String text, int from, int to, Highlight sentence, List<Place> matched) {
    String before = from > sentence.start() ? ELLIPSIS : "";
    String after = to < sentence.end() ? ELLIPSIS : "";
    List<Highlight> highlights = new ArrayList<>();
    int reached = from;
    for (Place place : matched) {
      int start = Math.max(place.start(), reached);
      int end = Math.min(place.end(), to);
      if (start < end) {
        highlights.add(new Highlight(start - from + before.length(), end - from + before.length()));
        reached = end;
      }
    }
    return new Excerpt(before + text.substring(from, to) + after, highlights);
  }

  /** The next beginning of a word at or after {@code from}, at the latest {@code limit}. */
  private static int wordAfter(String text, int from, int limit) {
    int at = from;
    while (at < limit && !(at > 0 && Character.isWhitespace(text.charAt(at - 1)))) {
      at++;
    }
    return at < limit ? at : wholeAfter(text, from);
  }

  /** The last end of a word at or before {@code to}, at the earliest {@code limit}. */
  private static int wordBefore(String text, int to, int limit) {
    int at = to;
    while (at > limit && !Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return at > limit ? at : wholeBefore(text, to);
  }

  private static int wholeAfter(String text, int at) {
    return partsPair(text, at) ? at + 1 : at;
  }

  private static int wholeBefore(String text, int at) {
    return partsPair(text, at) ? at - 1 : at;
  }

  private static boolean partsPair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
