package io.tocsin.benchmarks.watch;

/**
 * A watch says something.
 *
 * @param at when, in milliseconds
 * @param kind what
 */
public record Ring(long at, Kind kind) {

  /** What a watch can say. */
  public enum Kind {
    /** A new alert. */
    OPENED,
    /** The last alert again, soon after its end. */
    REOPENED,
    /** More of the alert that is open. */
    UPDATED
  }

  /** Whether it rings, rather than telling more of what is rung for already. */
  public boolean isAlarm() {
    return kind != Kind.UPDATED;
  }
}
