package io.tocsin.schemas.silences;

import io.tocsin.avro.Alert;

/**
 * What a silence asks of an alert.
 *
 * @param ruleId its rule
 * @param scope its scope; empty for overall
 * @param alertId its id
 * @param severity its severity now
 */
public record AlertTraits(String ruleId, String scope, String alertId, String severity) {
  /** Those of an alert. */
  public static AlertTraits of(Alert alert) {
    return new AlertTraits(
        alert.getRuleId(), alert.getScope(), alert.getAlertId(), alert.getSeverity());
  }
}
