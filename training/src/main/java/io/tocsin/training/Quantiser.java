package io.tocsin.training;

import io.tocsin.enrich.core.tagger.ModelParts;

/** Brings averaged weights into the whole numbers of one byte in which the tagger has them. */
final class Quantiser {

  /** So many steps are a weight of 1; what is beyond the ends of a byte is cut. */
  private static final double STEPS = 3;

  private Quantiser() {}

  static ModelParts parts(ClusterLexicon lexicon, Perceptron perceptron) {
    float[] weights = perceptron.averages();
    byte[] bytes = new byte[weights.length];
    for (int i = 0; i < bytes.length; i++) {
      long steps = Math.round(weights[i] * STEPS);
      bytes[i] = (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, steps));
    }
    float[] averages = perceptron.transitionAverages();
    int[] transitions = new int[averages.length];
    for (int i = 0; i < transitions.length; i++) {
      transitions[i] = (int) Math.round(averages[i] * STEPS);
    }
    return new ModelParts(lexicon.paths(), lexicon.words(), lexicon.clusters(), bytes, transitions);
  }
}
