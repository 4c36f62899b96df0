package io.tocsin.benchmarks.watch;

import java.util.List;

/** Something that is given the mentions of one key and rings. Not thread-safe. */
public interface Watch {

  /**
   * Takes the next mention.
   *
   * @param at when, in milliseconds; never decreases
   * @param source who published it
   */
  void mention(long at, int source);

  /**
   * Tells that a source published a story, mention or not; before the time has passed. Whoever does
   * not care for what is published at all passes over it.
   *
   * @param at when, in milliseconds; in any order
   * @param source who published it
   */
  default void published(long at, int source) {}

  /** Lets all time up to and including a time pass, in milliseconds. */
  void passTo(long time);

  /** What it has said since it was made, for the time up to the last {@link #passTo}. */
  List<Ring> rings();

  /** Whether an alert is open, so that it would not ring now; never, where alerts have no end. */
  default boolean isOpen() {
    return false;
  }

  /** A watch that knows the same and has said nothing yet; asked for after {@link #passTo}. */
  Watch fork();
}
