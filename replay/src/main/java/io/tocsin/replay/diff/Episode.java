package io.tocsin.replay.diff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert from its opening to its end, as far as two runs are compared by it.
 *
 * @param alertId the alert
 * @param ruleId the rule
 * @param scope the scope; empty for overall
 * @param onsetAt the minute of the first mention that it stands on
 * @param openedAt when it rang
 * @param endedAt when it was resolved or retracted for the last time; null while open
 * @param status what it is at the end
 * @param severity highest at the end; empty for none
 * @param peak the largest count
 * @param summary why it rang
 * @param other where the other set of rules stood when this rang; null where it counted nothing
 */
public record Episode(
    String alertId,
    String ruleId,
    String scope,
    Instant onsetAt,
    Instant openedAt,
    @Nullable Instant endedAt,
    String status,
    String severity,
    int peak,
    String summary,
    @Nullable Standing other) {

  /**
   * How near a rule was to ringing.
   *
   * @param observed what was counted
   * @param threshold from what on it rings
   * @param window the window nearest to ringing
   * @param sources distinct sources in it
   */
  public record Standing(int observed, int threshold, String window, int sources) {}

  /** The same as it is later. */
  public Episode later(Episode latest) {
    return new Episode(
        alertId,
        ruleId,
        scope,
        onsetAt,
        openedAt,
        latest.endedAt,
        latest.status,
        latest.severity,
        Math.max(peak, latest.peak),
        summary,
        other);
  }
}
