package io.tocsin.runtime.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts failures in a sliding window and says when there are too many; thread-safe, bounded. */
final class FailureRate {
  private final int allowed;
  private final Duration window;
  private final Deque<Instant> recent = new ArrayDeque<>();

  /**
   * @param allowed failures that may happen within the window
   */
  FailureRate(int allowed, Duration window) {
    this.allowed = allowed;
    this.window = window;
  }

  /** Notes a failure and says whether it is one more than the window allows. */
  synchronized boolean exceededBy(Instant failure) {
    Instant begin = failure.minus(window);
    while (!recent.isEmpty() && !recent.peekFirst().isAfter(begin)) {
      recent.removeFirst();
    }
    if (recent.size() >= allowed) {
      return true;
    }
    recent.addLast(failure);
    return false;
  }
}
