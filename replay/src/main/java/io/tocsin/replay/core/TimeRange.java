package io.tocsin.replay.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of a history that is replayed; both ends belong to it.
 *
 * @param from first time, or null for the beginning
 * @param to last time, or null for the end
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant to) {

  /** All of it. */
  public static final TimeRange ALL = new TimeRange(null, null);

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the end is before the beginning
   */
  public TimeRange {
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("the end " + to + " is before the beginning " + from);
    }
  }

  /** Whether a time belongs to it. */
  public boolean contains(Instant time) {
    return (from == null || !time.isBefore(from)) && (to == null || !time.isAfter(to));
  }
}
