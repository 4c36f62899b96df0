package io.tocsin.dashboard.core;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from its first moment
 * @param to the first moment after it, later than {@code from}
 */
public record TimeRange(Instant from, Instant to) {
  /** The earliest time that can be asked for. */
  public static final Instant EARLIEST = Instant.EPOCH;

  /** The latest time that can be asked for. */
  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  public TimeRange {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(from + " to " + to + ": expected a range with some time");
    }
  }

  /** Whether a moment is in it. */
  public boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }
}
