package io.tocsin.alerts.core.match;

/**
 * A run of characters in the title or the body of a post.
 *
 * @param text which text
 * @param start offset of the first character, in UTF-16 code units
 * @param end offset behind the last character, in UTF-16 code units
 */
public record Place(Text text, int start, int end) implements Comparable<Place> {

  /** A text of a post. */
  public enum Text {
    /** The headline. */
    TITLE,
    /** The text below it. */
    BODY
  }

  @Override
  public int compareTo(Place other) {
    int byText = text.compareTo(other.text);
    int byStart = byText != 0 ? byText : Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }
}
