package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A schedule is what a sorted map from keys to times is. */
class TickScheduleTest {

  private static final class Key extends TickSchedule.Entry<Key> {
    Key(RuleScope key) {
      super(key);
    }
  }

  @Property(tries = 200)
  void shouldKnowWhoIsDueAndInWhichOrder(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      keys.add(new Key(new RuleScope("r" + i % 4, "s" + (12 - i))));
    }
    TickSchedule<Key> schedule = new TickSchedule<>();
    TreeMap<RuleScope, Long> times = new TreeMap<>();
    for (int step = 0; step < 200; step++) {
      Key key = keys.get(random.nextInt(keys.size()));
      long time = random.nextInt(8);
      switch (random.nextInt(6)) {
        case 0 -> {
          schedule.remove(key);
          times.remove(key.key());
        }
        case 1 -> {
          schedule.putAll(key.key().ruleId(), time);
          times.replaceAll((k, t) -> k.ruleId().equals(key.key().ruleId()) ? time : t);
        }
        default -> {
          schedule.put(key, time);
          times.put(key.key(), time);
        }
      }
      check(schedule, times, keys);
    }
  }

  private static void check(
      TickSchedule<Key> schedule, SortedMap<RuleScope, Long> times, List<Key> keys) {
    assertThat(schedule.size()).isEqualTo(times.size());
    assertThat(schedule.next())
        .isEqualTo(times.values().stream().min(Long::compare).orElse(TickSchedule.NEVER));
    assertThat(schedule.rules())
        .containsExactlyInAnyOrderElementsOf(
            times.keySet().stream().map(RuleScope::ruleId).distinct().toList());
    for (Key key : keys) {
      assertThat(key.isTicking()).isEqualTo(times.containsKey(key.key()));
      assertThat(key.time()).isEqualTo(times.getOrDefault(key.key(), TickSchedule.NEVER));
    }
    for (long time = -1; time < 8; time++) {
      long now = time;
      assertThat(schedule.due(now).stream().map(Key::key).toList())
          .containsExactlyElementsOf(
              times.keySet().stream().filter(key -> times.get(key) <= now).toList());
    }
  }
}
