package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.GeoPoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The state of an alert. All times in milliseconds since the epoch.
 *
 * @param alertId first 32 hexadecimal digits of SHA-256 over rule id, scope and onset minute; of a
 *     rule on trial with {@code shadow-} in front
 * @param ruleId the rule
 * @param ruleVersion its version
 * @param ruleHash hash of what decides in it
 * @param scope what the alert is about; empty for overall
 * @param scopeName what that is called, for people, from its first event on that knows; null for
 *     overall and where nobody has called it anything
 * @param scopePoint where that is, from its first event on that knows; null where no post has told
 * @param status whether it is going on
 * @param severity name of the highest severity whose conditions were met; empty for none
 * @param sequence number of its latest event, from 1
 * @param onsetAt the minute of the first mention in the window that rang
 * @param openedAt when it was opened
 * @param updatedAt when its latest event happened
 * @param endedAt when it was resolved or retracted; empty while open
 * @param decision the numbers at its latest event
 * @param peak the largest count of voices in a deciding window so far
 * @param evidence posts that it stands on, oldest first; at most {@link DetectorLimits#evidence()}
 * @param summary one sentence in plain language
 * @param labels the rule's labels
 */
public record Alert(
    String alertId,
    String ruleId,
    int ruleVersion,
    String ruleHash,
    String scope,
    @Nullable String scopeName,
    @Nullable GeoPoint scopePoint,
    Status status,
    String severity,
    int sequence,
    long onsetAt,
    long openedAt,
    long updatedAt,
    OptionalLong endedAt,
    Decision decision,
    int peak,
    List<Evidence> evidence,
    String summary,
    Map<String, String> labels) {

  public Alert {
    evidence = List.copyOf(evidence);
    labels = Map.copyOf(labels);
  }

  /** The same with other evidence. */
  Alert with(List<Evidence> other) {
    return new Alert(
        alertId,
        ruleId,
        ruleVersion,
        ruleHash,
        scope,
        scopeName,
        scopePoint,
        status,
        severity,
        sequence,
        onsetAt,
        openedAt,
        updatedAt,
        endedAt,
        decision,
        peak,
        other,
        summary,
        labels);
  }

  /** Whether its rule was on trial when it was opened: then none of its events reaches anybody. */
  public boolean isShadow() {
    return isShadow(alertId);
  }

  /** Whether an id is that of an alert which reaches nobody. */
  public static boolean isShadow(String alertId) {
    return alertId.startsWith(AlertIds.SHADOW);
  }

  /** Whether an alert is going on. */
  public enum Status {
    /** It rings. */
    OPEN,
    /** The spike is over. */
    RESOLVED,
    /** Its ground was taken back. */
    RETRACTED
  }
}
