package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.evaluate.TaggedText.Span;
import java.util.Set;

/**
 * How many names were expected, found, and found rightly: same words, same type.
 *
 * @param expected in the gold standard
 * @param found by the annotators
 * @param right both
 */
record SpanCounts(long expected, long found, long right) {

  static final SpanCounts NONE = new SpanCounts(0, 0, 0);

  static SpanCounts of(Set<Span> gold, Set<Span> found) {
    return new SpanCounts(gold.size(), found.size(), found.stream().filter(gold::contains).count());
  }

  SpanCounts plus(SpanCounts other) {
    return new SpanCounts(expected + other.expected, found + other.found, right + other.right);
  }

  double precision() {
    return share(right, found);
  }

  double recall() {
    return share(right, expected);
  }

  /** The harmonic mean of precision and recall; 0 where nothing is right. */
  double f1() {
    return share(2 * right, expected + found);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
