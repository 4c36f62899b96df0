package io.tocsin.benchmarks.scorecard;

import java.util.List;

/**
 * How much is simulated.
 *
 * @param rates base rates, mentions an hour
 * @param series series of a false-alarm cell
 * @param days length of each
 * @param warmUpDays days of each that are told apart and do not count
 * @param mentionsPerCell a false-alarm cell that would take more is run with fewer series
 * @param histories histories in which the rate changes
 * @param historyDays days that go before the first change
 * @param changes changes tried in each history, a day apart
 * @param cusumRuns changes that the CUSUM reference is given
 * @param curveMentions at most so many mentions make the reference's false alarms known
 */
record Effort(
    List<Double> rates,
    int series,
    int days,
    int warmUpDays,
    long mentionsPerCell,
    int histories,
    int historyDays,
    int changes,
    int cusumRuns,
    long curveMentions) {

  /** What the scorecard is meant to be: at least 600 series-days a cell. */
  static final Effort FULL =
      new Effort(
          List.of(0.01, 0.1, 1.0, 10.0, 100.0, 1_000.0),
          15,
          60,
          14,
          25_000_000,
          12,
          28,
          14,
          2_000,
          30_000_000);

  /** To see that it works: seconds. */
  static final Effort QUICK =
      new Effort(List.of(0.1, 1.0, 10.0), 2, 24, 14, 1_000_000, 2, 14, 3, 200, 200_000);

  Effort {
    rates = List.copyOf(rates);
  }

  Effort withRates(List<Double> others) {
    return new Effort(
        others,
        series,
        days,
        warmUpDays,
        mentionsPerCell,
        histories,
        historyDays,
        changes,
        cusumRuns,
        curveMentions);
  }

  Effort withMentionsPerCell(long mentions) {
    return new Effort(
        rates,
        series,
        days,
        warmUpDays,
        mentions,
        histories,
        historyDays,
        changes,
        cusumRuns,
        curveMentions);
  }

  /** Series of a false-alarm cell of a rate: fewer than {@link #series} where that is too much. */
  int seriesAt(double rate) {
    double mentionsOfOne = rate * 24 * days;
    return (int) Math.max(1, Math.min(series, mentionsPerCell / mentionsOfOne));
  }
}
