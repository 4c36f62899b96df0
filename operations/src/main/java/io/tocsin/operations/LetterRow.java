package io.tocsin.operations;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A letter as the commands tell it, for machines.
 *
 * @param position where it lies
 * @param at when it was refused
 * @param reason machine code
 * @param detail in words
 * @param source the post's source, or {@code unknown}
 * @param readFrom topic, partition and offset of the refused record; a dash without one
 * @param bytes of the whole value; -1 if there was none
 * @param standing whether it can be sent back, see {@link Standing#text}
 */
record LetterRow(
    String position,
    Instant at,
    String reason,
    String detail,
    String source,
    String readFrom,
    long bytes,
    String standing) {
  private static final int SHOWN = 80;
  private static final int SHOWN_SOURCE = 30;

  static LetterRow of(Letter letter, Standing standing) {
    return new LetterRow(
        letter.position().text(),
        letter.at(),
        letter.reason(),
        letter.detail(),
        letter.originOrUnknown(),
        letter.source(),
        letter.size(),
        standing.text());
  }

  /** For people, a line each, safe for a terminal. */
  static String table(List<LetterRow> rows) {
    TextTable table =
        new TextTable(
            "letter", "refused", "reason", "source", "read from", "bytes", "standing", "detail");
    for (LetterRow row : rows) {
      table.row(
          row.position,
          row.at.truncatedTo(ChronoUnit.SECONDS),
          SafeText.line(row.reason),
          cut(SafeText.line(row.source), SHOWN_SOURCE),
          SafeText.line(row.readFrom),
          row.bytes < 0 ? "none" : row.bytes,
          row.standing,
          cut(SafeText.line(row.detail), SHOWN));
    }
    return table.toString();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
