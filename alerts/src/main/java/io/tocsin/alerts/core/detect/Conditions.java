package io.tocsin.alerts.core.detect;

/**
 * Under which a window is looked at, beside its key's own past.
 *
 * @param coverage how many times as much as usual is published, at least 1
 * @param parts into how many parts the budget of the rule goes, at least 1
 */
record Conditions(double coverage, double parts) {

  /** As much is published as usual, and the budget is one key's. */
  static final Conditions NORMAL = new Conditions(1, 1);

  /** The same with another coverage. */
  Conditions withCoverage(double other) {
    return new Conditions(other, parts);
  }
}
