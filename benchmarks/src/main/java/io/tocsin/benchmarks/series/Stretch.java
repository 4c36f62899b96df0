package io.tocsin.benchmarks.series;

/**
 * A stretch of time.
 *
 * @param from its first millisecond
 * @param to the millisecond after its last
 */
public record Stretch(long from, long to) {

  /** Whether a time lies in it. */
  public boolean holds(long time) {
    return from <= time && time < to;
  }
}
