package io.tocsin.enrich.core.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A phrase found in a text.
 *
 * @param start offset of its first character, in UTF-16 code units
 * @param end offset behind its last character
 * @param value what the phrase stands for
 */
public record PhraseHit<V>(int start, int end, V value) {

  /** By start, of equal starts the longest first. */
  private static final Comparator<PhraseHit<?>> LEFTMOST_LONGEST =
      Comparator.<PhraseHit<?>>comparingInt(PhraseHit::start)
          .thenComparing(Comparator.<PhraseHit<?>>comparingInt(PhraseHit::end).reversed());

  /**
   * Hits of which none overlaps another: from left to right, the longest at each place; of equal
   * spans the one that came first.
   */
  public static <V> List<PhraseHit<V>> leftmostLongest(List<PhraseHit<V>> hits) {
    if (hits.size() < 2) {
      return hits;
    }
    List<PhraseHit<V>> sorted = new ArrayList<>(hits);
    sorted.sort(LEFTMOST_LONGEST);
    List<PhraseHit<V>> chosen = new ArrayList<>();
    int covered = 0;
    for (PhraseHit<V> hit : sorted) {
      if (hit.start >= covered) {
        chosen.add(hit);
        covered = hit.end;
      }
    }
    return chosen;
  }
}
