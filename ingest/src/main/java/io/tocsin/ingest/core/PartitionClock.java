package io.tocsin.ingest.core;

import java.util.OptionalLong;

/**
 * The clock of one raw partition: it turns what was seen of the partition into watermarks, which
 * say that everything up to and including a time was sent.
 *
 * <p>A watermark stays one millisecond below the newest record, since another record of the same
 * millisecond may follow. It never falls: a record that is not newer than the last watermark is
 * lifted one millisecond above it. All times are milliseconds since the epoch.
 */
public final class PartitionClock {
  private static final long NEVER = Long.MIN_VALUE;

  private long sent;
  private long reached;

  private PartitionClock(long sent, long reached) {
    this.sent = sent;
    this.reached = reached;
  }

  /** A clock that has seen nothing. */
  public static PartitionClock fresh() {
    return new PartitionClock(NEVER, NEVER);
  }

  /** A clock that goes on where another stood. */
  public static PartitionClock resumed(State state) {
    return new PartitionClock(state.sent(), state.reached());
  }

  /**
   * What a clock must remember over a restart.
   *
   * @param sent the last watermark sent; {@link Long#MIN_VALUE} before the first
   * @param reached the watermark that may be sent; {@link Long#MIN_VALUE} before the first
   */
  public record State(long sent, long reached) {}

  /**
   * The time under which a record is sent on.
   *
   * @param late whether it had to be lifted
   */
  public record Admission(long seenAt, boolean late) {}

  /** Takes note of a record and says under which time it is to be sent. */
  public Admission admit(long recordTime) {
    boolean late = recordTime <= sent;
    long seenAt = late ? sent + 1 : recordTime;
    reach(seenAt - 1);
    return new Admission(seenAt, late);
  }

  /** Takes note that no record up to and including a time is still to come. */
  public void reach(long time) {
    reached = Math.max(reached, time);
  }

  /** The watermark to send now, if there is a new one, never negative; the caller sends it. */
  public OptionalLong take() {
    if (reached <= sent || reached < 0) {
      return OptionalLong.empty();
    }
    sent = reached;
    return OptionalLong.of(sent);
  }

  /** The last watermark sent, if any. */
  public OptionalLong watermark() {
    return sent == NEVER ? OptionalLong.empty() : OptionalLong.of(sent);
  }

  /** What to remember. */
  public State state() {
    return new State(sent, reached);
  }
}
