package io.tocsin.ingest.core.sources;

import java.time.Duration;

/**
 * By which rules sources are watched.
 *
 * @param falseSilence a source that goes on as it used to is called silent once in this time, on
 *     the average, or less
 * @param memory a source of which nothing came for so long is forgotten
 * @param limit how many sources a partition watches; beyond it the least recent is forgotten, those
 *     that are still learnt first
 */
public record SourceRules(Duration falseSilence, Duration memory, int limit) {
  /** The defaults. */
  public static final SourceRules DEFAULT =
      new SourceRules(Duration.ofDays(30), Duration.ofDays(60), 10_000);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is out of its range
   */
  public SourceRules {
    if (falseSilence.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("falseSilence " + falseSilence + ": expected 1d or more");
    }
    if (memory.compareTo(Duration.ofDays(1)) < 0 || memory.compareTo(Duration.ofDays(400)) > 0) {
      throw new IllegalArgumentException("memory " + memory + ": expected 1d to 400d");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + ": expected at least 1");
    }
  }
}
