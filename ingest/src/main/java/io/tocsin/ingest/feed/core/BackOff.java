package io.tocsin.ingest.feed.core;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a feed is polled next: after its interval, give or take a twentieth so that feeds do not
 * march in step; after failures twice, four times, … as late, up to {@link #LONGEST}, somewhere in
 * the upper half of that.
 */
final class BackOff {
  /** The longest pause that failures or a publisher's wish can cause. */
  static final Duration LONGEST = Duration.ofDays(1);

  /** As short as a pause after a failure can be. */
  static final Duration SHORTEST = Duration.ofSeconds(30);

  private static final int MOST_DOUBLINGS = 12;

  private final RandomGenerator random;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** After a poll that went well. */
  Duration afterSuccess(Duration interval) {
    return scaled(interval, 0.95 + 0.1 * random.nextDouble());
  }

  /**
   * After a failure.
   *
   * @param failures how many in a row, from 1
   * @param wished as long as the publisher wants us to wait at least
   */
  Duration afterFailures(Duration interval, int failures, Duration wished) {
    Duration base = larger(interval, SHORTEST);
    Duration grown = base.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration longest = larger(LONGEST, interval);
    Duration jittered = scaled(smaller(grown, longest), 0.5 + 0.5 * random.nextDouble());
    return larger(jittered, smaller(wished, longest));
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofMillis((long) (duration.toMillis() * factor));
  }

  private static Duration larger(Duration left, Duration right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  private static Duration smaller(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }
}
