package io.tocsin.enrich.core.tagger;

import java.util.Arrays;

/** Features of one place, as they are gathered. */
final class FeatureList {

  private final int place;
  private int[] features = new int[32];
  private int size;

  FeatureList(int place) {
    this.place = place;
  }

  void add(int kind, long value) {
    if (size == features.length) {
      features = Arrays.copyOf(features, 2 * size);
    }
    features[size++] = hash(place, kind, value);
  }

  int[] toArray() {
    return Arrays.copyOf(features, size);
  }

  /** A feature as a hash, of which a model takes the lower bits. */
  static int hash(int place, int kind, long value) {
    return (int) Hashes.spread(Hashes.add(Hashes.add(value, 31L * kind + 1), 977L * place + 1));
  }
}
