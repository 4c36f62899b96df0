package io.tocsin.alerts.core.detect;

/** What detection gives: an event of an alert's life, or a count. */
public sealed interface DetectOutput permits AlertEvent, KeywordCount {

  /** The rule that it is about. */
  String ruleId();

  /** The scope that it is about; empty for overall. */
  String scope();

  /** When it happened, event time in milliseconds since the epoch. */
  long at();
}
