package io.tocsin.alerts.core.detect;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What sources published in the last minutes, for each length that is asked for: carried along with
 * the clock, so that a minute is added once and taken away once instead of all being summed anew.
 * At most {@value #MOST_LENGTHS} lengths; further ones push out the others. Not thread-safe.
 */
final class RollingSums {

  static final int MOST_LENGTHS = 64;

  private final NavigableMap<Long, NavigableMap<String, Integer>> minutes;
  private final Map<Long, Map<String, Long>> byLength = new HashMap<>();
  private long now;

  /**
   * Over counts that another keeps. What changes in them before the clock has to be told by {@link
   * #clear}, and the clock has to be moved before a minute that may be in a sum is removed.
   *
   * @param minutes counts by source, by the time at which a minute begins
   */
  RollingSums(NavigableMap<Long, NavigableMap<String, Integer>> minutes) {
    this.minutes = minutes;
  }

  /** Lets the clock go on, to a later time in milliseconds since the epoch. */
  void moveTo(long time) {
    byLength.forEach(
        (length, sums) -> {
          add(sums, now - length, Math.min(now, time - length), -1);
          add(sums, Math.max(now, time - length), time, 1);
        });
    now = time;
  }

  /** Forgets all sums. */
  void clear() {
    byLength.clear();
  }

  /**
   * Counts by source in the minutes that begin in the last so many milliseconds before the clock;
   * sources without any may stand in it or not. Valid until the clock moves on.
   */
  Map<String, Long> last(long length) {
    Map<String, Long> known = byLength.get(length);
    if (known != null) {
      return known;
    }
    if (byLength.size() >= MOST_LENGTHS) {
      byLength.clear();
    }
    Map<String, Long> fresh = new HashMap<>();
    add(fresh, now - length, now, 1);
    byLength.put(length, fresh);
    return fresh;
  }

  /** Counts by source in minutes that begin in a stretch of time. */
  static NavigableMap<String, Long> between(
      NavigableMap<Long, NavigableMap<String, Integer>> minutes, long from, long to) {
    NavigableMap<String, Long> sums = new TreeMap<>();
    add(minutes, sums, from, to, 1);
    return sums;
  }

  private void add(Map<String, Long> sums, long from, long to, long times) {
    add(minutes, sums, from, to, times);
  }

  /** Adds the minutes of a stretch so many times; a sum that comes to nothing goes. */
  private static void add(
      NavigableMap<Long, NavigableMap<String, Integer>> minutes,
      Map<String, Long> sums,
      long from,
      long to,
      long times) {
    for (Map<String, Integer> minute : minutes.subMap(from, to).values()) {
      minute.forEach((source, count) -> sums.merge(source, times * count, RollingSums::sum));
    }
  }

  private static @Nullable Long sum(long before, long more) {
    return before + more == 0 ? null : before + more;
  }
}
