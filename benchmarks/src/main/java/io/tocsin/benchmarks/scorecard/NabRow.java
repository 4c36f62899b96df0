package io.tocsin.benchmarks.scorecard;

/**
 * What one contender made of one of NAB's series, or of all of them.
 *
 * @param series its name
 * @param contender who watched
 * @param mentions mentions in it
 * @param days its length
 * @param windows windows in which something happened
 * @param found of these, in how many it opened (or opened again) an alert
 * @param alarms alerts opened, and opened again
 * @param inside of these, how many within a window
 * @param falseAlarms alerts opened outside of all windows, and opened again
 * @param inProbation of these, how many in the first days, which NAB does not score
 * @param reopened of the false alarms, how many were opened again rather than opened
 * @param recall found of windows
 * @param precision inside of alarms
 * @param falseAlarmsPerDay false alarms a day
 */
record NabRow(
    String series,
    String contender,
    long mentions,
    double days,
    int windows,
    int found,
    int alarms,
    int inside,
    int falseAlarms,
    int inProbation,
    int reopened,
    double recall,
    double precision,
    double falseAlarmsPerDay) {

  /** The row of all series. */
  static final String ALL = "all";

  /** With its ratios. */
  static NabRow of(
      String series,
      String contender,
      long mentions,
      double days,
      int windows,
      int found,
      int inside,
      int falseAlarms,
      int inProbation,
      int reopened) {
    int alarms = inside + falseAlarms;
    return new NabRow(
        series,
        contender,
        mentions,
        days,
        windows,
        found,
        alarms,
        inside,
        falseAlarms,
        inProbation,
        reopened,
        (double) found / windows,
        alarms == 0 ? 0 : (double) inside / alarms,
        falseAlarms / days);
  }

  /** Both taken together. */
  NabRow plus(NabRow other) {
    return of(
        ALL,
        contender,
        mentions + other.mentions,
        days + other.days,
        windows + other.windows,
        found + other.found,
        inside + other.inside,
        falseAlarms + other.falseAlarms,
        inProbation + other.inProbation,
        reopened + other.reopened);
  }
}
