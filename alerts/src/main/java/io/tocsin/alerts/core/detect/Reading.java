package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import java.util.List;

/**
 * One window of a key at one moment.
 *
 * @param windowMillis length of the window
 * @param countBy what is counted in it
 * @param bar what the count is compared with
 * @param tally what is in it
 */
record Reading(long windowMillis, Rule.CountBy countBy, Bar bar, Voices.Tally tally) {

  /** What a tally counts for a rule; posts are voices of their own where they are what counts. */
  static int count(Rule.CountBy countBy, Voices.Tally tally) {
    return countBy == Rule.CountBy.SOURCE ? tally.sourceCount() : tally.voices();
  }

  /** What counts. */
  int observed() {
    return count(countBy, tally);
  }

  /** Whether it holds more than can be expected, whoever says it. */
  boolean isLoud() {
    return observed() >= bar.count();
  }

  /** Whether it rings: loud, with enough of what counts, from enough sources. */
  boolean rings(Rule.Minimum minimum) {
    return isLoud() && observed() >= minimum.voices() && tally.sourceCount() >= minimum.sources();
  }

  boolean isCalm() {
    return observed() < bar.calm();
  }

  /** How surely it rings; smaller is surer. */
  double surprise() {
    return bar.surprise(observed());
  }

  /** The sources in it, sorted, as many as may be told. */
  List<String> sources(int limit) {
    return tally.sources().stream().sorted().limit(limit).toList();
  }
}
