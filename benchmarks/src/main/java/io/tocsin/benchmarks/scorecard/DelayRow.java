package io.tocsin.benchmarks.scorecard;

/**
 * How soon one contender sees one change.
 *
 * @param rate mentions an hour before the change
 * @param change what happens
 * @param contender who watched
 * @param runs changes it was given while no alert was open
 * @param misses changes that it did not see within the horizon
 * @param meanMinutes mean delay, a miss counted as the horizon
 * @param medianMinutes median delay
 * @param falseAlarmsPer30Days its realised false alarms on flat noise of that rate: the reference
 *     has as many
 * @param cusumMinutes mean delay of the reference
 * @param cusumMisses share of the changes that the reference did not see within the horizon
 * @param multiple mean delay as a multiple of the reference's
 * @param counts whether it counts for the target: six hours under the new rate hold five posts, and
 *     the reference needs five minutes
 */
record DelayRow(
    double rate,
    String change,
    String contender,
    int runs,
    int misses,
    double meanMinutes,
    double medianMinutes,
    double falseAlarmsPer30Days,
    double cusumMinutes,
    double cusumMisses,
    double multiple,
    boolean counts) {}
