package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;

/**
 * One window of a key at one moment.
 *
 * @param windowMillis length of the window
 * @param dispersion dispersion of its counts
 * @param threshold from where on it rings
 * @param tally what is in it
 */
record Reading(long windowMillis, double dispersion, Threshold threshold, Voices.Tally tally) {

  int voices() {
    return tally.voices();
  }

  /** Whether it holds more than can be expected, whoever says it. */
  boolean isLoud() {
    return tally.voices() >= threshold.count();
  }

  /** Whether it rings: loud, with enough voices from enough sources. */
  boolean rings(Rule.Minimum minimum) {
    return isLoud() && reaches(minimum);
  }

  private boolean reaches(Rule.Minimum minimum) {
    return tally.voices() >= minimum.voices() && tally.sources().size() >= minimum.sources();
  }

  boolean isCalm() {
    return tally.voices() < threshold.calm();
  }

  /** Probability of so many or more when nothing happens. */
  double probability() {
    return threshold.prediction().tail(tally.voices());
  }

  /** How far below its significance it is; smaller is more certain. */
  double surprise() {
    return probability() / threshold.significance();
  }

  /** Whether it is nearer to ringing than another: the larger part of its threshold. */
  boolean isNearerThan(Reading other) {
    return (long) voices() * other.threshold.count() > (long) other.voices() * threshold.count();
  }
}
