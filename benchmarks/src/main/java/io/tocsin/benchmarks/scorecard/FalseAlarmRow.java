package io.tocsin.benchmarks.scorecard;

/**
 * What one contender made of one kind of noise at one rate.
 *
 * @param noise the kind
 * @param rate mentions an hour
 * @param contender who watched
 * @param series series watched
 * @param reduced whether these are fewer than asked for
 * @param seriesDays days that count: without warm-up and events
 * @param opened alerts opened in them
 * @param reopened alerts opened again in them
 * @param perBudget alerts opened per 30 days, which is one budget
 * @param upperBound its one-sided 95 % Poisson upper bound
 * @param coldPerSeries alerts opened in the warm-up, per series
 */
record FalseAlarmRow(
    String noise,
    double rate,
    String contender,
    int series,
    boolean reduced,
    double seriesDays,
    int opened,
    int reopened,
    double perBudget,
    double upperBound,
    double coldPerSeries) {

  private static final double BUDGET_DAYS = 30;

  /** A row of counts. */
  static FalseAlarmRow of(
      FalseAlarmCell cell, String contender, int series, Tally tally, double seriesDays) {
    return new FalseAlarmRow(
        cell.noise().title(),
        cell.rate(),
        contender,
        series,
        series < cell.effort().series(),
        seriesDays,
        tally.opened,
        tally.reopened,
        BUDGET_DAYS * tally.opened / seriesDays,
        BUDGET_DAYS * PoissonBound.upper(tally.opened) / seriesDays,
        (double) tally.cold / series);
  }

  /** Realised false alarms an hour; one where there was none, so that it is not zero. */
  double alarmsPerHour() {
    return Math.max(1, opened) / (24 * seriesDays);
  }

  /** What is counted. */
  static final class Tally {
    int opened;
    int reopened;
    int cold;
  }
}
