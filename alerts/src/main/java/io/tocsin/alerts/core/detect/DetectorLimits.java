package io.tocsin.alerts.core.detect;

/**
 * How much a key may remember, and how many keys there may be.
 *
 * @param liveMentions mentions that are remembered one by one; beyond it they are only counted
 * @param evidence posts that are kept with their texts
 * @param ground mentions that are remembered of what an alert stands on
 * @param sources sources that a decision names
 * @param endedAlerts ended alerts that can still be retracted or reopened
 * @param scopes keys of one rule that a partition remembers
 */
public record DetectorLimits(
    int liveMentions, int evidence, int ground, int sources, int endedAlerts, int scopes) {

  /** The limits in production. */
  public static final DetectorLimits STANDARD = new DetectorLimits(10_000, 20, 256, 200, 4, 20_000);

  /** The same with another number of remembered mentions. */
  public DetectorLimits withLiveMentions(int limit) {
    return new DetectorLimits(limit, evidence, ground, sources, endedAlerts, scopes);
  }

  /** The same with another number of keys of a rule. */
  public DetectorLimits withScopes(int limit) {
    return new DetectorLimits(liveMentions, evidence, ground, sources, endedAlerts, limit);
  }
}
