package io.tocsin.enrich.evaluate;

import java.util.Locale;

/**
 * How many pairs were copies, and how many were taken for copies.
 *
 * @param copies pairs that are copies
 * @param found of these, known as such
 * @param different pairs that are not
 * @param mistaken of these, taken for copies
 */
record StoryScore(int copies, int found, int different, int mistaken) {

  static final StoryScore NONE = new StoryScore(0, 0, 0, 0);

  static StoryScore of(boolean copy, boolean taken) {
    int hit = taken ? 1 : 0;
    return copy ? new StoryScore(1, hit, 0, 0) : new StoryScore(0, 0, 1, hit);
  }

  StoryScore plus(StoryScore other) {
    return new StoryScore(
        copies + other.copies,
        found + other.found,
        different + other.different,
        mistaken + other.mistaken);
  }

  /** Which part of what was taken for copies are copies; 1 when nothing was. */
  double precision() {
    return found + mistaken == 0 ? 1 : (double) found / (found + mistaken);
  }

  /** Which part of the copies was known; 1 when there are none. */
  double recall() {
    return copies == 0 ? 1 : (double) found / copies;
  }

  /** One row of the table. */
  String row(String name) {
    return String.format(
        Locale.ROOT,
        "  %-24s %6d %6d %9d %9d %9s %9s%n",
        name,
        copies,
        found,
        different,
        mistaken,
        found + mistaken == 0 ? "-" : percent(precision()),
        copies == 0 ? "-" : percent(recall()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
