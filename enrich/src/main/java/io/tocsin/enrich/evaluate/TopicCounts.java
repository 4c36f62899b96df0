package io.tocsin.enrich.evaluate;

import java.util.Locale;

/** How often a topic was given rightly, given wrongly, and missed. */
record TopicCounts(int right, int wrong, int missed) {

  static final TopicCounts NONE = new TopicCounts(0, 0, 0);

  TopicCounts plus(TopicCounts other) {
    return new TopicCounts(right + other.right, wrong + other.wrong, missed + other.missed);
  }

  /** Share of the given ones that are right; 0 where none was given. */
  double precision() {
    return share(right, right + wrong);
  }

  /** Share of the expected ones that were given; 0 where none was expected. */
  double recall() {
    return share(right, right + missed);
  }

  /** The harmonic mean of both. */
  double f1() {
    return share(2 * right, 2 * right + wrong + missed);
  }

  String row(String name) {
    return String.format(
        Locale.ROOT,
        "  %-14s %9.1f %9.1f %9.1f %9d%n",
        name,
        100 * precision(),
        100 * recall(),
        100 * f1(),
        right + missed);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
