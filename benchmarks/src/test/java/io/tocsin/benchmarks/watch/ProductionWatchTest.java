package io.tocsin.benchmarks.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProductionWatchTest {

  private static final long MINUTE = 60_000;
  private static final long DAY = 1_440 * MINUTE;

  private final ProductionWatch watch = new ProductionWatch(ProductionRule.STANDARD);

  @Test
  void shouldRingAtTheThirdVoiceOfSomethingUnheardOf() {
    watch.mention(DAY, 0);
    watch.mention(DAY + MINUTE, 0);
    watch.passTo(DAY + 2 * MINUTE);
    assertThat(watch.rings()).isEmpty();

    watch.mention(DAY + 3 * MINUTE, 1);
    watch.passTo(DAY + 4 * MINUTE);

    assertThat(watch.rings()).containsExactly(new Ring(DAY + 3 * MINUTE, Ring.Kind.OPENED));
    assertThat(watch.isOpen()).isTrue();
    watch.passTo(3 * DAY);
    assertThat(watch.isOpen()).isFalse();
  }

  @Test
  void shouldNotRingForOneSource() {
    for (int i = 0; i < 20; i++) {
      watch.mention(DAY + i * MINUTE, 0);
    }
    watch.passTo(2 * DAY);

    assertThat(watch.rings()).isEmpty();
  }

  @Test
  void shouldRingForASingleFeedThatAsksForNoMore() {
    ProductionWatch single = new ProductionWatch(ProductionRule.SINGLE_FEED);
    for (int i = 0; i < 20; i++) {
      single.mention(DAY + i * MINUTE, 0);
    }
    single.passTo(2 * DAY);

    assertThat(single.rings()).isNotEmpty();
  }

  @Test
  void shouldGoOnInAForkAsItWouldItself() {
    SplittableRandom random = new SplittableRandom(4);
    for (long time = 0; time < 20 * DAY; time += 1 + random.nextLong(4 * 60 * MINUTE)) {
      watch.mention(time, random.nextInt(8));
    }
    watch.passTo(20 * DAY);
    int before = watch.rings().size();
    ProductionWatch fork = watch.fork();

    for (int i = 0; i < 50; i++) {
      watch.mention(20 * DAY + i * MINUTE, i % 5);
      fork.mention(20 * DAY + i * MINUTE, i % 5);
    }
    watch.passTo(21 * DAY);
    fork.passTo(21 * DAY);

    assertThat(fork.rings())
        .isNotEmpty()
        .isEqualTo(watch.rings().subList(before, watch.rings().size()));
  }
}
