package io.tocsin.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StageClocksTest {
  private static final Instant START = Instant.parse("2022-02-11T10:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant now = START;
  private final StageClocks clocks = new StageClocks(meters, () -> now);

  private double watermark(int partition) {
    return gauge("tocsin.clock.watermark", partition);
  }

  private double lag(int partition) {
    return gauge("tocsin.clock.lag", partition);
  }

  private double gauge(String name, int partition) {
    return meters
        .get(name)
        .tags("stage", "detect", "partition", Integer.toString(partition))
        .gauge()
        .value();
  }

  @Test
  void shouldShowWhereAClockStandsAndHowFarItIsBehind() {
    StageClocks.Shown shown = clocks.show("detect", 3, true, OptionalLong.empty());
    shown.at(START.minusSeconds(2).toEpochMilli());

    assertThat(watermark(3)).isEqualTo((double) START.getEpochSecond() - 2);
    assertThat(lag(3)).isEqualTo(2);

    now = START.plusSeconds(60);
    assertThat(lag(3)).as("nothing has moved it").isEqualTo(62);
  }

  @Test
  void shouldFallBehindAlsoWhereNoWatermarkHasEverCome() {
    StageClocks.Shown shown = clocks.show("detect", 0, true, OptionalLong.empty());
    now = START.plusSeconds(90);

    assertThat(lag(0)).isEqualTo(90);
    assertThat(meters.find("tocsin.clock.watermark").gauge()).isNull();

    shown.at(now.toEpochMilli());
    assertThat(lag(0)).isZero();
    assertThat(watermark(0)).isEqualTo((double) now.getEpochSecond());
  }

  @Test
  void shouldHaveNoLagInAReplay() {
    clocks.show("detect", 0, false, OptionalLong.of(7_000));

    assertThat(watermark(0)).isEqualTo(7);
    assertThat(meters.find("tocsin.clock.lag").gauge()).isNull();
  }

  @Test
  void shouldShowNothingOfPartitionsThatHaveGone() {
    StageClocks.Shown before = clocks.show("detect", 0, true, OptionalLong.of(1_000));
    StageClocks.Shown after = clocks.show("detect", 0, true, OptionalLong.of(2_000));

    before.close();
    assertThat(watermark(0)).as("it is the other's now").isEqualTo(2);

    after.close();
    after.at(3_000);
    before.at(3_000);
    assertThat(meters.getMeters()).isEmpty();
  }
}
