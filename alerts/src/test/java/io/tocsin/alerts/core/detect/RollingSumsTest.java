package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sums that are carried along are those that are summed anew. */
class RollingSumsTest {

  private static final long MINUTE = 60_000;
  private static final long[] LENGTHS = {10 * MINUTE, 60 * MINUTE, 360 * MINUTE};

  private final NavigableMap<Long, NavigableMap<String, Integer>> minutes = new TreeMap<>();
  private final RollingSums sums = new RollingSums(minutes);

  @Test
  void areThoseOfTheMinutesHoweverTheClockJumps() {
    Random random = new Random(7);
    long now = 0;
    for (int step = 0; step < 2_000; step++) {
      for (long minute = now; minute < now + 30 * MINUTE; minute += MINUTE) {
        minutes
            .computeIfAbsent(minute, m -> new TreeMap<>())
            .merge("source-" + random.nextInt(5), 1 + random.nextInt(3), Integer::sum);
      }
      now += MINUTE * (random.nextInt(50) == 0 ? 500 : 1 + random.nextInt(30));
      sums.moveTo(now);
      minutes.headMap(now - 360 * MINUTE).clear();
      for (long length : LENGTHS) {
        assertThat(sums.last(length)).isEqualTo(summed(now - length, now));
      }
    }
  }

  @Test
  void lengthsBeyondTheLimitPushOutOthersAndAreRightAllTheSame() {
    minutes.put(0L, new TreeMap<>(Map.of("one", 2)));
    minutes.put(MINUTE, new TreeMap<>(Map.of("one", 3)));
    sums.moveTo(2 * MINUTE);
    for (int length = 1; length <= 3 * RollingSums.MOST_LENGTHS; length++) {
      assertThat(sums.last(length * MINUTE))
          .containsExactly(Map.entry("one", length == 1 ? 3L : 5L));
    }
  }

  private Map<String, Long> summed(long from, long to) {
    Map<String, Long> all = new TreeMap<>();
    minutes
        .subMap(from, to)
        .values()
        .forEach(minute -> minute.forEach((source, n) -> all.merge(source, (long) n, Long::sum)));
    return all;
  }
}
