package io.tocsin.benchmarks.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatioWatchTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final RatioWatch watch = new RatioWatch(3);

  private void mentions(long... minutes) {
    for (long minute : minutes) {
      watch.mention(minute * MINUTE, 0);
    }
  }

  @Test
  void shouldRingAtThreeTimesTheWindowBefore() {
    // after four hours: two mentions in the window before, six in this one
    mentions(0, 110, 120, 245, 250, 251, 252, 253);
    assertThat(watch.rings()).isEmpty();

    watch.mention(254 * MINUTE, 0);

    assertThat(watch.rings()).containsExactly(new Ring(254 * MINUTE, Ring.Kind.OPENED));
  }

  @Test
  void shouldNotRingBeforeItsWindowsWereFilledOnce() {
    mentions(0, 1, 2, 3, 4, 5, 6, 7, 200, 201, 202, 203, 239);

    assertThat(watch.rings()).isEmpty();
  }

  @Test
  void shouldRingAfterSilenceFromTheFloorOn() {
    mentions(0, 1_000, 1_001);
    assertThat(watch.rings()).isEmpty();

    mentions(1_002);

    assertThat(watch.rings()).hasSize(1);
  }

  @Test
  void shouldBeArmedAgainFourHoursAfterTheNextMention() {
    mentions(0, 1_000, 1_001, 1_002, 1_003, 1_004, 1_242);
    assertThat(watch.rings()).hasSize(1);

    mentions(1_500, 1_501, 1_502);

    assertThat(watch.rings()).hasSize(2);
  }

  @Test
  void shouldForkWhatItKnows() {
    mentions(0, 110, 120, 245, 250, 251, 252, 253);
    RatioWatch fork = watch.fork();

    fork.mention(254 * MINUTE, 0);

    assertThat(fork.rings()).hasSize(1);
    assertThat(watch.rings()).isEmpty();
    watch.passTo(9 * HOUR);
    assertThat(watch.fork().rings()).isEmpty();
  }
}
