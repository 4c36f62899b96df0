package io.tocsin.dashboard.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest state of an alert as the board keeps it: what it is sorted and searched by, and its
 * JSON, made once.
 *
 * @param key which alert
 * @param ruleId its rule
 * @param status {@code OPEN}, {@code RESOLVED}, {@code RETRACTED} or {@code UNKNOWN}
 * @param sequence number of its latest event
 * @param updatedAt time of that event
 * @param openedAt when it rang first
 * @param endedAt when it was over; null while it rings
 * @param text all that is searched, in lower case
 * @param json the whole alert
 * @param brief the same without its evidence
 */
public record BoardAlert(
    AlertKey key,
    String ruleId,
    String status,
    int sequence,
    Instant updatedAt,
    Instant openedAt,
    @Nullable Instant endedAt,
    String text,
    String json,
    String brief) {

  /** The status of what rings now. */
  public static final String OPEN = "OPEN";

  /** Whether it rings now. */
  public boolean isOpen() {
    return status.equals(OPEN);
  }

  /** Whether it was open at a time, and not just then opened; pauses of it count as open. */
  public boolean rangAt(Instant time) {
    return openedAt.isBefore(time) && (endedAt == null || endedAt.isAfter(time));
  }
}
