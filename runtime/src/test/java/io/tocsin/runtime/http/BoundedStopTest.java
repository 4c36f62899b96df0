package io.tocsin.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedStopTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SOON = Duration.ofMillis(1);

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicBoolean told = new AtomicBoolean();

  @AfterEach
  void letGo() {
    release.countDown();
  }

  /** Ends only when the test lets go, whoever interrupts. */
  private void hang() {
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException stubborn) {
        told.set(true);
      }
    }
  }

  @Test
  void shouldWaitForWhatEnds() {
    AtomicBoolean ended = new AtomicBoolean();

    assertThat(BoundedStop.within(PATIENCE, () -> ended.set(true))).isTrue();
    assertThat(ended).isTrue();
  }

  @Test
  void shouldLeaveBehindWhatNeverEnds() {
    assertThat(BoundedStop.within(SOON, this::hang)).isFalse();

    await().atMost(PATIENCE).untilTrue(told);
  }

  @Test
  void shouldNotWaitOnWhenItIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThat(BoundedStop.within(PATIENCE, this::hang)).isFalse();
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
  }
}
