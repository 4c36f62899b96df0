package io.tocsin.alerts.core.detect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of alerts and of their events: hashes of what they are, so that a retry names alike.
 */
final class AlertIds {

  /** What the ids of alerts begin with that reach nobody; no other id can. */
  static final String SHADOW = "shadow-";

  private static final int DIGITS = 32;

  private AlertIds() {}

  /**
   * The id of an alert.
   *
   * @param onset its onset minute, milliseconds since the epoch
   */
  static String alert(RuleScope key, long onset) {
    return hash(key.ruleId() + "\n" + key.scope() + "\n" + onset);
  }

  /** The id of an alert of a rule on trial: never that of one that reaches people. */
  static String shadow(RuleScope key, long onset) {
    return SHADOW + alert(key, onset);
  }

  /** The id of an event of an alert. */
  static String event(String alertId, int sequence) {
    return hash(alertId + "\n" + sequence);
  }

  private static String hash(String text) {
    byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
