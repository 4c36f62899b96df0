package io.tocsin.deliver.core;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: twice as long after each, up to a limit, and of that a random
 * part between a half and all, so that those who failed together do not come again together.
 */
public final class Backoff {
  /** A receiver that wants more patience than this does not get it. */
  public static final Duration LONGEST_WISH = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 30;

  private final Duration first;
  private final Duration most;
  private final RandomGenerator random;

  /** With the wait after the first failure, and the longest one. */
  public Backoff(Duration first, Duration most, RandomGenerator random) {
    this.first = first;
    this.most = most;
    this.random = random;
  }

  /**
   * The wait.
   *
   * @param failures in a row, at least 1
   * @param wished by the receiver ({@code Retry-After}); no shorter than that, but an hour at most
   */
  public Duration after(int failures, Duration wished) {
    long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long longest = Math.min(doubled, most.toMillis());
    Duration wait = Duration.ofMillis(longest - random.nextLong(longest / 2 + 1));
    Duration heard = wished.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wished;
    return heard.compareTo(wait) > 0 ? heard : wait;
  }
}
