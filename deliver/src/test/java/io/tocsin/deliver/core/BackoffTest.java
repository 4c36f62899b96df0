package io.tocsin.deliver.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new SplittableRandom(7));

  @Test
  void shouldDoubleUpToTheLimitAndStayBetweenHalfAndAll() {
    for (int failures = 1; failures <= 100; failures++) {
      long ceiling = failures > 6 ? 60_000 : 1_000L << (failures - 1);
      assertThat(backoff.after(failures, Duration.ZERO).toMillis()).isBetween(ceiling / 2, ceiling);
    }
    assertThat(backoff.after(Integer.MAX_VALUE, Duration.ZERO)).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void shouldNotBringBackTogetherThoseWhoFailedTogether() {
    Set<Duration> waits = new HashSet<>();
    for (int receiver = 0; receiver < 50; receiver++) {
      waits.add(backoff.after(10, Duration.ZERO));
    }
    assertThat(waits).hasSizeGreaterThan(45);
  }

  @Test
  void shouldHeedAWishUpToAnHour() {
    assertThat(backoff.after(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    assertThat(backoff.after(1, Duration.ofDays(30))).isEqualTo(Duration.ofHours(1));
  }
}
