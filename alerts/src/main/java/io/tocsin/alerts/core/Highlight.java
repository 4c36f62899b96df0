package io.tocsin.alerts.core;

/**
 * A run of matched characters in a text.
 *
 * @param start offset of the first, in UTF-16 code units
 * @param end offset behind the last, in UTF-16 code units
 */
public record Highlight(int start, int end) implements Comparable<Highlight> {

  @Override
  public int compareTo(Highlight other) {
    int byStart = Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }
}
