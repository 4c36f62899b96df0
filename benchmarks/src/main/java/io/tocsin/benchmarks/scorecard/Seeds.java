package io.tocsin.benchmarks.scorecard;

import java.util.SplittableRandom;

/** Chance of its own for each part of a scorecard, whatever is run beside it and in what order. */
record Seeds(long seed) {

  /** The chance of a part, by its name. */
  SplittableRandom of(String part) {
    long hash = seed;
    for (int i = 0; i < part.length(); i++) {
      hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
    }
    return new SplittableRandom(hash).split();
  }
}
