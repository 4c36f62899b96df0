package io.tocsin.dashboard;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Who may try a rule when: a client one at a time, the newest ends the one before; all of them a
 * few at a time, each for a limited time.
 */
final class TrialTurns {
  private final Map<String, Object> newest = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final Duration longest;

  /** How a turn ended. */
  enum End {
    /** It is done. */
    DONE,
    /** The same client has begun another. */
    SUPERSEDED,
    /** It took too long. */
    TOO_LONG,
    /** All places were taken for as long. */
    CROWDED
  }

  /**
   * What came of a turn.
   *
   * @param result there when it is {@link End#DONE}
   */
  record Turn<T>(End end, Optional<T> result) {}

  /**
   * Of so many places.
   *
   * @param longest how long one may wait, and then take
   */
  TrialTurns(int atOnce, Duration longest) {
    this.places = new Semaphore(atOnce, true);
    this.longest = longest;
  }

  /**
   * Takes a turn.
   *
   * @param client who; another turn of the same ends this one
   * @param work asks again and again whether to go on, and gives nothing where it did not
   */
  <T> Turn<T> take(String client, Function<BooleanSupplier, Optional<T>> work)
      throws InterruptedException {
    Object mine = new Object();
    newest.put(client, mine);
    try {
      if (!places.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        return new Turn<>(End.CROWDED, Optional.empty());
      }
      try {
        return take(client, mine, work);
      } finally {
        places.release();
      }
    } finally {
      newest.remove(client, mine);
    }
  }

  @SuppressWarnings("ReferenceEquality") // one object is one turn
  private <T> Turn<T> take(
      String client, Object mine, Function<BooleanSupplier, Optional<T>> work) {
    long deadline = System.nanoTime() + longest.toNanos();
    BooleanSupplier isNewest = () -> newest.get(client) == mine;
    Optional<T> result =
        isNewest.getAsBoolean()
            ? work.apply(() -> isNewest.getAsBoolean() && System.nanoTime() - deadline < 0)
            : Optional.empty();
    if (result.isPresent()) {
      return new Turn<>(End.DONE, result);
    }
    return new Turn<>(isNewest.getAsBoolean() ? End.TOO_LONG : End.SUPERSEDED, result);
  }
}
