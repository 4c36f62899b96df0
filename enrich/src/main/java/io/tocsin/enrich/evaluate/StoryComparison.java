package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.Signature;
import org.jspecify.annotations.Nullable;

/**
 * Tells from two fingerprints whether texts are copies, as the schema of signatures says: by the
 * Jaccard similarity of their shingles, or by which part of the shorter text the longer one has.
 *
 * @param functions so many of the first hash functions are looked at
 */
record StoryComparison(int functions) {

  /** All that a fingerprint has. */
  static final StoryComparison FULL = new StoryComparison(64);

  /** What detection keeps of it for every live mention. */
  static final StoryComparison KEPT = new StoryComparison(34);

  private static final double COPY_SIMILARITY = 0.40;
  private static final double LEAST_SIMILARITY = 0.24;
  private static final double COPY_CONTAINMENT = 0.65;

  /** A text with fewer distinct shingles has no fingerprint that could be trusted. */
  private static final int MIN_SHINGLES = 8;

  private static final int BITS = 4;
  private static final int VALUES = 1 << BITS;

  /** Whether both have a fingerprint and are copies by it. */
  boolean copies(@Nullable Signature one, @Nullable Signature other) {
    if (one == null || other == null || fewer(one, other) < MIN_SHINGLES) {
      return false;
    }
    double similarity = similarity(one, other);
    return similarity >= COPY_SIMILARITY
        || (similarity >= LEAST_SIMILARITY
            && containment(similarity, one, other) >= COPY_CONTAINMENT);
  }

  /** An estimate of the Jaccard similarity; below 0 by chance where there is none. */
  double similarity(Signature one, Signature other) {
    int equal = 0;
    for (int i = 0; i < functions; i++) {
      equal += value(one, i) == value(other, i) ? 1 : 0;
    }
    return ((double) VALUES * equal / functions - 1) / (VALUES - 1);
  }

  private static double containment(double similarity, Signature one, Signature other) {
    double common = similarity * (one.shingles() + other.shingles()) / (1 + similarity);
    return common / fewer(one, other);
  }

  private static int fewer(Signature one, Signature other) {
    return Math.min(one.shingles(), other.shingles());
  }

  private static int value(Signature signature, int function) {
    int both = signature.bits().get(function / 2);
    return (both >>> (BITS * (function % 2))) & (VALUES - 1);
  }
}
