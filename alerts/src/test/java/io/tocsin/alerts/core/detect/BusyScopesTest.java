package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.runtime.stores.UnreadableStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BusyScopesTest {

  private final BusyScopes scopes = new BusyScopes();
  private final InMemoryKeyStates states = new InMemoryKeyStates();

  private static RuleScope key(String rule, int scope) {
    return new RuleScope(rule, "C" + scope);
  }

  /** So many scopes, each mentioned once in so many hours. */
  private void mention(String rule, int count, int days, int hours) {
    for (int scope = 0; scope < count; scope++) {
      for (long time = at(0, 0, 0); time < at(days, 0, 0); time += hours * HOUR) {
        scopes.add(time, key(rule, scope));
      }
    }
    scopes.passTo(at(days, 0, 0));
  }

  private int states() {
    scopes.store(states);
    int[] count = {0};
    states.forEach((key, bytes) -> count[0]++);
    return count[0];
  }

  @Test
  void shouldNotPartWhatFewScopesShare() {
    mention("war", 4, 30, 1);

    assertThat(scopes.parts("war")).isEqualTo(1);
    assertThat(scopes.parts("peace")).isEqualTo(1);
  }

  @Test
  void shouldPartAmongBusyScopes() {
    mention("war", 50, 60, 6);

    assertThat(scopes.parts("war")).isCloseTo(10, within(0.1));
    assertThat(scopes.parts("peace")).isEqualTo(1);
  }

  @Test
  void shouldCountScopesThatAreHardlyEverMentionedInPart() {
    mention("war", 200, 60, 96);

    assertThat(scopes.parts("war")).isBetween(2.0, 8.0);
  }

  @Test
  void shouldNotCountCopies() {
    for (int copy = 0; copy < 10_000; copy++) {
      for (int scope = 0; scope < 50; scope++) {
        scopes.add(at(0, 9, 0) + copy, key("war", scope));
      }
    }
    scopes.passTo(at(1, 0, 0));

    assertThat(scopes.parts("war")).isEqualTo(1);
  }

  @Test
  void shouldNotLookAtBucketsThatTheClockHasNotPassed() {
    mention("war", 50, 10, 6);
    double before = scopes.parts("war");
    for (int scope = 50; scope < 150; scope++) {
      scopes.add(at(10, 0, 0), key("war", scope));
    }

    assertThat(scopes.parts("war")).isEqualTo(before);
  }

  @Test
  void shouldForgetScopesThatFellSilent() {
    mention("war", 50, 10, 6);
    assertThat(states()).isPositive();
    scopes.passTo(at(200, 0, 0));

    assertThat(scopes.parts("war")).isEqualTo(1);
    assertThat(states()).isZero();
  }

  @Test
  void shouldNotDependOnOrderCadenceOrRestarts() {
    Random random = new Random(5);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      times.add(at(0, 0, 0) + random.nextLong(9 * DAY));
    }
    double plain = told(times, 9 * DAY);

    assertThat(plain).isGreaterThan(2);
    for (int run = 0; run < 5; run++) {
      Collections.shuffle(times, random);
      assertThat(told(times, 1 + random.nextLong(30 * HOUR))).isEqualTo(plain);
    }
  }

  private static double told(List<Long> times, long step) {
    InMemoryKeyStates states = new InMemoryKeyStates();
    BusyScopes stage = new BusyScopes();
    long end = at(9, 0, 0);
    for (long time = at(0, 0, 0); time < end; time += step) {
      for (long one : times) {
        if (one >= time && one < time + step) {
          stage.add(one, key("war", (int) (one % 40)));
        }
      }
      stage.passTo(Math.min(end, time + step));
      stage.store(states);
      BusyScopes restarted = new BusyScopes();
      states.forEach(restarted::restore);
      stage = restarted;
      stage.passTo(Math.min(end, time + step));
    }
    return stage.parts("war");
  }

  @Test
  void shouldBeBounded() {
    for (int i = 0; i < 3 * BusyScopes.MOST; i++) {
      scopes.add(at(0, 0, 0) + i % 50L * (10 * MINUTE), key("rule" + i, i));
    }
    assertThat(states()).isLessThanOrEqualTo(50 * 64);
    scopes.passTo(at(1, 0, 0));
    for (int i = 0; i < BusyScopes.MOST; i++) {
      scopes.add(at(1, 0, 0), key("other" + i, i));
    }
    scopes.passTo(at(2, 0, 0));

    assertThat(states()).isLessThanOrEqualTo(BusyScopes.MOST);
  }

  /** No record of a store may be larger than the broker takes, a million bytes. */
  @Test
  void shouldStaySmallWhenASourceInventsAHundredThousandNames() {
    for (int i = 0; i < 100_000; i++) {
      scopes.add(at(0, 0, 0), new RuleScope("names", "entity:text:invented person number " + i));
    }
    states();
    states.forEach((key, bytes) -> assertThat(bytes.length).isLessThan(200_000));
    scopes.passTo(at(0, 1, 0));
    scopes.add(at(0, 2, 0), key("war", 1));
    scopes.passTo(at(0, 3, 0));

    assertThat(states()).isEqualTo(64 + 1);
    int[] all = {0};
    states.forEach((key, bytes) -> all[0] += bytes.length);
    assertThat(all[0]).isLessThan(80 * BusyScopes.MOST_OF_A_RULE);
  }

  /** As one record a rule and one a bucket, in which states were written at first. */
  @Test
  void shouldTakeUpWhatWasWrittenInOnePiece() {
    mention("war", 50, 60, 6);
    InMemoryKeyStates whole = new InMemoryKeyStates();
    whole.put("~scopes/war", whole(at(59, 18, 0)));
    whole.put(
        "~scopes-waiting/" + at(60, 0, 0),
        StateBytes.write(
            out -> {
              Bytes.writeInt(out, 1);
              Bytes.writeText(out, key("war", 77).key());
            }));
    BusyScopes restored = new BusyScopes();
    whole.forEach(restored::restore);
    restored.store(whole);
    restored.passTo(at(60, 0, 0));

    assertThat(restored.parts("war")).isCloseTo(10, within(0.1));
    assertThat(whole.get("~scopes/war")).isNull();
    BusyScopes again = new BusyScopes();
    whole.forEach(again::restore);
    again.passTo(at(60, 1, 0));
    restored.passTo(at(60, 1, 0));
    assertThat(again.parts("war")).isEqualTo(restored.parts("war"));
  }

  private static byte[] whole(long bucket) {
    return StateBytes.write(
        out -> {
          Bytes.writeInt(out, 50);
          for (int scope = 0; scope < 50; scope++) {
            Bytes.writeText(out, key("war", scope).scope());
            out.writeDouble(40.3);
            out.writeLong(bucket);
          }
        });
  }

  @Test
  void shouldRefuseAStateThatIsCutShort() {
    scopes.add(at(0, 0, 0), key("war", 1));
    scopes.passTo(at(0, 1, 0));
    scopes.add(at(0, 2, 0), key("war", 1));

    assertThat(states()).isEqualTo(2);
    states.forEach(
        (key, bytes) ->
            assertThatThrownBy(
                    () -> new BusyScopes().restore(key, Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(UnreadableStateException.class)
                .hasMessageContaining("scopes"));
  }
}
