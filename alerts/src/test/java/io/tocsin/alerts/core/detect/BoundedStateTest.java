package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the keys of a rule cost, each of them and all together. */
class BoundedStateTest {

  private static final int IDLE_KEY = 1_024;
  private static final int LIVE_MENTION = 32;
  private static final int CAP = 4_000;

  private static final Rule RULE = Rules.rule("evacuation").build();

  /** A key is ticked as long as its longest window: short ones make the year pass in seconds. */
  private static final Rule SHORT =
      Rules.rule("evacuation")
          .windows(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(2))
          .build();

  @Test
  void shouldCostAtMost32BytesForEachLiveMentionUpToACap() {
    int thousand = crisis(1_000);
    int full = crisis(CAP);
    int beyond = crisis(CAP + 2_000);

    int more = CAP - 1_000;
    assertThat(full - thousand).isBetween(more, more * LIVE_MENTION);
    assertThat(beyond - full).as("counted by the minute").isLessThan(5_000);
  }

  @Test
  void shouldCostAtMostAKilobyteWhenIdleWithAsManyWindowsAsARuleMayHave() {
    Duration[] windows = new Duration[RuleLimits.MAX_WINDOWS];
    Arrays.setAll(windows, i -> Duration.ofMinutes(10L << i));
    Rule wide =
        Rules.rule("evacuation").hash("0123456789abcdef".repeat(4)).windows(windows).build();
    Desk desk = new Desk(wide);
    for (int day = 0; day < 20; day++) {
      desk.burst(6, 3, at(day, 9, 0), HOUR);
    }
    desk.runTo(at(23, 0, 0));

    assertThat(desk.tickingKeys()).isZero();
    assertThat(desk.stateBytes()).isBetween(100, IDLE_KEY);
  }

  /** New names are taken up again when the flood is over, and what is known well is not lost. */
  @Test
  void shouldNotBeFilledByWhoeverInventsNames() {
    InMemoryKeyStates states = new InMemoryKeyStates();
    DetectStage stage =
        new DetectStage(
            id -> SHORT,
            new InMemoryPendingMentions(),
            states,
            DetectorLimits.STANDARD.withScopes(1_000));
    for (int day = 0; day < 10; day++) {
      say(stage, "known", day, 1);
    }
    for (int i = 0; i < 100_000; i++) {
      stage.hold(Rules.mention(SHORT, "K" + i, "s", "p" + i, at(10, 9, 0) + i * 100L));
    }
    stage.advance(at(10, 23, 0), output -> {});

    assertThat(keys(states)).isEqualTo(1_000);
    assertThat(stage.takeRefused()).isEqualTo(99_001);
    say(stage, "known", 10, 1);
    stage.advance(at(11, 6, 0), output -> {});
    assertThat(stage.takeRefused()).isZero();
    assertThat(keys(states)).isEqualTo(750);
    assertThat(states.get(SHORT.ruleId() + "|known")).isNotNull();
    int[] opened = {0};
    for (int i = 0; i < 6; i++) {
      stage.hold(Rules.mention(SHORT, "new", "s" + i, "n" + i, at(12, 9, i), Signatures.of(i, 0)));
    }
    stage.advance(at(12, 10, 0), output -> opened[0] += output instanceof AlertEvent ? 1 : 0);
    assertThat(opened[0]).isPositive();

    DetectStage again =
        new DetectStage(
            id -> SHORT,
            new InMemoryPendingMentions(),
            states,
            DetectorLimits.STANDARD.withScopes(keys(states)));
    again.hold(Rules.mention(SHORT, "more", "s", "m", at(12, 11, 0)));
    again.advance(at(12, 12, 0), output -> {});
    assertThat(again.takeRefused()).as("counts what an earlier run left").isEqualTo(1);
  }

  private static void say(DetectStage stage, String scope, int day, int posts) {
    for (int i = 0; i < posts; i++) {
      stage.hold(Rules.mention(SHORT, scope, "s" + i, day + "-" + i, at(day, 23, 30)));
    }
  }

  private static int keys(InMemoryKeyStates states) {
    int[] count = {0};
    states.forEach((key, bytes) -> count[0] += key.startsWith("~") ? 0 : 1);
    return count[0];
  }

  /** Bytes of a key in a crisis of so many stories by 40 sources within six hours. */
  private static int crisis(int mentions) {
    Desk desk = new Desk(RULE, DetectorLimits.STANDARD.withLiveMentions(CAP));
    for (int i = 0; i < mentions; i++) {
      long time = at(1, 6, 0) + i * (6 * HOUR - MINUTE) / mentions;
      desk.say("source" + i % 40, "post" + i, time, Signatures.of(i, 0));
    }
    desk.runTo(at(1, 12, 0) - MINUTE);
    return desk.stateBytes();
  }

  /**
   * Each of 100,000 keys is named at some time of the year, for a few minutes: most once or twice,
   * one in a hundred so often that it rings; 200 keys every other day, too.
   */
  @Test
  void shouldHoldAHundredThousandKeysThroughAYear() {
    Year year = new Year(100_000, 365);
    int most = 0;
    for (int day = 0; day < 365; day++) {
      year.pass(day);
      most = Math.max(most, year.check(day));
    }
    assertThat(year.opened).isBetween(900, 3_000);
    assertThat(most).as("keys remembered at one time").isBetween(5_000, 20_000);
    for (int day = 365; day < 465; day++) {
      year.pass(day);
      year.check(day);
    }
    assertThat(year.check(464)).as("keys after 100 days of silence").isZero();
  }

  /** A stage with many keys whose lives are made up day by day. */
  private static final class Year {

    private static final int BUSY = 200;

    /** So long after its last mention a key is idle and its alerts are forgotten. */
    private static final int IDLE_AFTER_DAYS = 3;

    private static final int FORGOTTEN_AFTER_DAYS = 62;

    private final InMemoryPendingMentions pending = new InMemoryPendingMentions();
    private final InMemoryKeyStates states = new InMemoryKeyStates();
    private final DetectStage stage = new DetectStage(id -> SHORT, pending, states);
    private final SplittableRandom random = new SplittableRandom(11);
    private final int[] dayOf;
    private final int[] lastSaid;
    private final int days;
    private int opened;

    Year(int keys, int days) {
      this.days = days;
      dayOf = new int[keys];
      lastSaid = new int[keys];
      Arrays.setAll(dayOf, key -> random.nextInt(days));
      Arrays.fill(lastSaid, Integer.MIN_VALUE);
    }

    void pass(int day) {
      for (int key = 0; key < dayOf.length; key++) {
        if (dayOf[key] == day) {
          say(key, key % 100 == 0 ? 8 : 1 + key % 2, day);
        }
        if (key < BUSY && day < days && day % 2 == key % 2) {
          say(key, 1, day);
        }
      }
      stage.advance(at(day + 1, 0, 0), this::take);
    }

    private void take(DetectOutput output) {
      boolean opens = output instanceof AlertEvent event && event.type() == AlertEvent.Type.OPENED;
      opened += opens ? 1 : 0;
    }

    private void say(int key, int mentions, int day) {
      long time = at(day, 0, 0) + random.nextLong(DAY - HOUR);
      for (int i = 0; i < mentions; i++) {
        String post = day + "-" + key + "-" + i;
        stage.hold(
            Rules.mention(
                SHORT,
                "K" + key,
                "s" + i % 4,
                post,
                time + i * MINUTE,
                Signatures.of(31 * key + i, 0)));
      }
      lastSaid[key] = day;
    }

    /** What is idle is small, what is silent for long is gone; gives how many keys there are. */
    int check(int day) {
      int[] keys = new int[1];
      states.forEach(
          (key, bytes) -> {
            if (!key.startsWith("~")) {
              int number = Integer.parseInt(key.substring(key.indexOf('K') + 1));
              check(key, bytes, day - lastSaid[number]);
              keys[0]++;
            }
          });
      return keys[0];
    }

    private static void check(String key, byte[] bytes, int silentDays) {
      if (silentDays > FORGOTTEN_AFTER_DAYS) {
        throw new AssertionError(key + " is remembered after " + silentDays + " silent days");
      }
      if (silentDays >= IDLE_AFTER_DAYS && bytes.length > IDLE_KEY) {
        throw new AssertionError(
            key + " costs " + bytes.length + " bytes after " + silentDays + " silent days");
      }
    }
  }
}
