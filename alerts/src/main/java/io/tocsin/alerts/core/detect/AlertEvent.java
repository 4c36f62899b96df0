package io.tocsin.alerts.core.detect;

/**
 * Something happened to an alert; the events of an alert are numbered without gaps.
 *
 * @param eventId first 32 hexadecimal digits of SHA-256 over alert id and sequence: the idempotency
 *     key
 * @param alertId the alert
 * @param sequence number of the event within its alert, from 1
 * @param type what happened
 * @param at when, event time in milliseconds since the epoch
 * @param reason why, in plain words
 * @param alert the alert after the event
 */
public record AlertEvent(
    String eventId, String alertId, int sequence, Type type, long at, String reason, Alert alert)
    implements DetectOutput {

  /** What can happen to an alert. */
  public enum Type {
    /** It rings. */
    OPENED,
    /** Its severity rose or its evidence grew. */
    UPDATED,
    /** The spike is over, or its rule went away. */
    RESOLVED,
    /** It rings again soon after its end. */
    REOPENED,
    /** Its ground was taken back. */
    RETRACTED,
    /** A post in its evidence was erased: its texts are gone, nothing else has changed. */
    REDACTED
  }

  @Override
  public String ruleId() {
    return alert.ruleId();
  }

  @Override
  public String scope() {
    return alert.scope();
  }
}
