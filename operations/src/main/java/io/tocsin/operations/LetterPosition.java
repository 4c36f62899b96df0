package io.tocsin.operations;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a dead letter lies: {@code ingest-0@17} is offset 17 of partition 0 of ingest's dead
 * letters.
 *
 * @param service whose dead letter it is
 * @param partition of the dead-letter topic
 * @param offset in it
 */
record LetterPosition(String service, int partition, long offset)
    implements Comparable<LetterPosition> {
  private static final Pattern TEXT = Pattern.compile("([a-z]{1,40})-(\\d{1,6})@(\\d{1,18})");

  private static final Comparator<LetterPosition> ORDER =
      Comparator.comparingInt(
              (LetterPosition position) -> LetterBox.SERVICES.indexOf(position.service()))
          .thenComparingInt(LetterPosition::partition)
          .thenComparingLong(LetterPosition::offset);

  /**
   * Reads what {@link #text} writes.
   *
   * @throws IllegalArgumentException for anything else
   */
  static LetterPosition parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || !LetterBox.SERVICES.contains(parts.group(1))) {
      throw new IllegalArgumentException(
          "\"%s\"; expected service, partition and offset of a dead letter, such as ingest-0@17"
              .formatted(text));
    }
    return new LetterPosition(
        parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
  }

  /** For people, command lines and the topic of the letters that were sent back. */
  String text() {
    return service + "-" + partition + "@" + offset;
  }

  @Override
  public int compareTo(LetterPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text();
  }
}
