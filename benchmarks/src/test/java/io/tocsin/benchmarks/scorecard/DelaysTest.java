package io.tocsin.benchmarks.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {

  @Test
  void shouldReadAtTheFullMinute() {
    assertThat(Delays.upToMinute(0)).isEqualTo(60_000);
    assertThat(Delays.upToMinute(59_999)).isEqualTo(60_000);
    assertThat(Delays.upToMinute(60_000)).isEqualTo(60_000);
    assertThat(Delays.upToMinute(60_001)).isEqualTo(120_000);
  }

  @Test
  void shouldCountAMissAsTheHorizon() {
    Delays delays = new Delays(new long[] {60_000, 180_000, Delays.MISSED, Delays.MISSED}, 600_000);

    assertThat(delays.misses()).isEqualTo(2);
    assertThat(delays.meanMinutes()).isEqualTo((1 + 3 + 10 + 10) / 4.0);
    assertThat(delays.medianMinutes()).isEqualTo((3 + 10) / 2.0);
  }

  @Test
  void shouldHaveNoMeanOfNothing() {
    assertThat(new Delays(new long[0], 600_000).meanMinutes()).isNaN();
    assertThat(new Delays(new long[0], 600_000).medianMinutes()).isNaN();
  }
}
