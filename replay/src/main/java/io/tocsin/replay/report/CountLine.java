package io.tocsin.replay.report;

import io.tocsin.alerts.core.detect.KeywordCount;
import java.util.ArrayList;
import java.util.List;

/**
 * The counts of one rule and scope over a whole history, as many points as a chart can show: when
 * there are too many, each stretch of time keeps the count that came nearest to ringing and the
 * last one, and stretches double.
 */
final class CountLine {

  /** No line has more points. */
  static final int MOST_POINTS = 1_200;

  private static final long MINUTE_MILLIS = 60_000;

  private final List<KeywordCount> points = new ArrayList<>();
  private long stretch = MINUTE_MILLIS;
  private int peak;

  /** Takes a count; they come in the order of time. */
  void add(KeywordCount count) {
    peak = Math.max(peak, count.observed());
    keep(count);
    while (points.size() > MOST_POINTS) {
      stretch *= 2;
      List<KeywordCount> all = List.copyOf(points);
      points.clear();
      all.forEach(this::keep);
    }
  }

  private void keep(KeywordCount count) {
    int last = points.size() - 1;
    boolean third = last >= 1 && isSame(points.get(last - 1), count);
    if (third && nearness(points.get(last)) > nearness(points.get(last - 1))) {
      points.set(last - 1, points.get(last));
      points.set(last, count);
    } else if (third) {
      points.set(last, count);
    } else {
      points.add(count);
    }
  }

  private boolean isSame(KeywordCount one, KeywordCount other) {
    return Math.floorDiv(one.at(), stretch) == Math.floorDiv(other.at(), stretch);
  }

  private static double nearness(KeywordCount count) {
    return (double) count.observed() / Math.max(1, count.threshold());
  }

  /** The points, by time. */
  List<KeywordCount> points() {
    return points;
  }

  /** The largest count. */
  int peak() {
    return peak;
  }
}
