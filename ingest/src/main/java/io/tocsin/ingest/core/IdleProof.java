package io.tocsin.ingest.core;

import java.util.OptionalLong;

/**
 * Proves that a partition has been read to its end: the broker said at some time where the end was,
 * and everything before that end has been processed since.
 *
 * @param askedAt when the end was asked for, milliseconds of the wall clock, taken before asking
 * @param end offset of the record that would be next at that time
 * @param position offset that the reader will fetch next
 * @param lastFetched offset of the last record fetched, -1 for none since the reader began
 * @param lastProcessed offset of the last record processed, -1 for none since the reader began
 */
public record IdleProof(
    long askedAt, long end, long position, long lastFetched, long lastProcessed) {

  /**
   * The time up to which no record is to come, if the proof holds.
   *
   * @param marginMillis how far the broker's clock may be behind ours
   */
  public OptionalLong quietUntil(long marginMillis) {
    boolean readToEnd = position >= end;
    boolean allProcessed = lastProcessed >= lastFetched;
    return readToEnd && allProcessed
        ? OptionalLong.of(askedAt - marginMillis)
        : OptionalLong.empty();
  }
}
