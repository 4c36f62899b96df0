package io.tocsin.benchmarks.scorecard;

import java.util.List;

/**
 * All that was measured.
 *
 * @param seed whence chance came; the same seed and build give the same scorecard
 * @param effort how much was simulated
 * @param rule the rule, as users write it, for generated series
 * @param nabRule the same for NAB's
 * @param falseAlarms where nothing happens
 * @param delays where a rate changes
 * @param liveBlogs where one more source publishes
 * @param nab on NAB's series; empty where they were not there
 * @param state what a key takes
 */
record Scorecard(
    long seed,
    Effort effort,
    String rule,
    String nabRule,
    List<FalseAlarmRow> falseAlarms,
    List<DelayRow> delays,
    List<LiveBlogRow> liveBlogs,
    List<NabRow> nab,
    List<StateRow> state) {

  Scorecard {
    falseAlarms = List.copyOf(falseAlarms);
    delays = List.copyOf(delays);
    liveBlogs = List.copyOf(liveBlogs);
    nab = List.copyOf(nab);
    state = List.copyOf(state);
  }
}
