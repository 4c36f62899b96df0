package io.tocsin.benchmarks.scorecard;

import java.util.List;
import java.util.Locale;

/** A table in Markdown. */
final class MarkdownTable {

  private final StringBuilder text = new StringBuilder();

  MarkdownTable(List<String> heads) {
    row(heads);
    text.append("|").append("---|".repeat(heads.size())).append('\n');
  }

  MarkdownTable row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  /** A number with so many digits after the point; a dash where there is none. */
  static String number(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "–";
  }

  /** A rate as people write it. */
  static String rate(double rate) {
    return rate == StrictMath.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
