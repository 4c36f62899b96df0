package io.tocsin.ingest.core;

/**
 * What is proven of the difference between two clocks, ours less the broker's, in milliseconds. A
 * record that was appended after we asked for the end proves that we are not further behind; one
 * that we have read proves that we are not further ahead. Proofs that contradict each other mean
 * that a clock was set, and the newer one holds.
 *
 * @param atLeast the difference is not smaller; {@link Long#MIN_VALUE} if nothing is proven
 * @param atMost the difference is not larger; {@link Long#MAX_VALUE} if nothing is proven
 */
public record ClockSkew(long atLeast, long atMost) {
  /** Nothing is proven. */
  public static final ClockSkew UNKNOWN = new ClockSkew(Long.MIN_VALUE, Long.MAX_VALUE);

  /** What one record proves that was read at {@code readAt}, of our clock. */
  public static ClockSkew ofRead(long appendedAt, long readAt) {
    return new ClockSkew(Long.MIN_VALUE, readAt - appendedAt);
  }

  /** The same of a record that was not there yet at {@code askedAt}, of our clock. */
  public static ClockSkew ofAppended(long appendedAt, long askedAt, long readAt) {
    return new ClockSkew(askedAt - appendedAt, readAt - appendedAt);
  }

  /** What is proven together with a newer proof. */
  public ClockSkew and(ClockSkew newer) {
    ClockSkew both =
        new ClockSkew(Math.max(atLeast, newer.atLeast), Math.min(atMost, newer.atMost));
    return both.atLeast > both.atMost ? newer : both;
  }

  /** How far ours is proven to be ahead of the broker's, or 0. */
  public long ahead() {
    return Math.max(0, atLeast);
  }

  /** How far ours is proven to be behind the broker's, or 0. */
  public long behind() {
    return Math.max(0, -atMost);
  }

  /** What is proven of it: positive when ours is ahead, negative when it is behind, else 0. */
  public long millis() {
    return ahead() - behind();
  }
}
