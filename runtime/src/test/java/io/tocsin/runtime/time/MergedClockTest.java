package io.tocsin.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.runtime.stores.UnreadableStateException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MergedClockTest {

  @Test
  void shouldNotStartBeforeAllInputsHaveSpoken() {
    MergedClock clock = MergedClock.unset();

    assertThat(clock.advance(new Watermark(0, 2, 100))).isEmpty();
    assertThat(clock.now()).isEmpty();
    assertThat(clock.advance(new Watermark(1, 2, 50))).hasValue(50);
  }

  @Test
  void shouldStopWithItsSlowestInput() {
    MergedClock clock = MergedClock.unset();
    clock.advance(new Watermark(0, 2, 100));
    clock.advance(new Watermark(1, 2, 50));

    assertThat(clock.advance(new Watermark(0, 2, 900))).isEmpty();
    assertThat(clock.now()).hasValue(50);
    assertThat(clock.advance(new Watermark(1, 2, 1000))).hasValue(900);
  }

  @Test
  void shouldIgnoreAnOlderWatermarkOfAnInput() {
    MergedClock clock = MergedClock.unset();
    clock.advance(new Watermark(0, 1, 100));

    assertThat(clock.advance(new Watermark(0, 1, 60))).isEmpty();
    assertThat(clock.now()).hasValue(100);
  }

  @Test
  void shouldWaitForInputsThatAreAddedLaterAndNotGoBack() {
    MergedClock clock = MergedClock.unset();
    clock.advance(new Watermark(0, 1, 100));

    assertThat(clock.advance(new Watermark(0, 2, 200))).isEmpty();
    assertThat(clock.advance(new Watermark(1, 2, 30))).isEmpty();
    assertThat(clock.now()).hasValue(100);
    assertThat(clock.advance(new Watermark(1, 2, 300))).hasValue(200);
  }

  @Test
  void shouldRefuseMoreInputsThanItIsBoundedTo() {
    Watermark tooMany = new Watermark(0, MergedClock.MAX_INPUTS + 1, 1);

    assertThatThrownBy(() -> MergedClock.unset().advance(tooMany))
        .hasMessageContaining("10001 input partitions");
  }

  @Test
  void shouldRefuseBytesOfAnotherFormat() {
    assertThatThrownBy(() -> MergedClock.fromBytes(new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0}))
        .isInstanceOf(UnreadableStateException.class);
  }

  @Property
  void shouldBeTheMinimumOfTheGreatestWatermarkOfEachInput(
      @ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> inputs,
      @ForAll @Size(60) List<@LongRange(max = 50) Long> times) {
    MergedClock clock = MergedClock.unset();
    long[] greatest = {-1, -1, -1, -1};
    for (int i = 0; i < inputs.size(); i++) {
      int input = inputs.get(i);
      greatest[input] = Math.max(greatest[input], times.get(i));
      clock.advance(new Watermark(input, 4, times.get(i)));
      clock = MergedClock.fromBytes(clock.toBytes());
    }
    long minimum = Arrays.stream(greatest).min().orElseThrow();

    assertThat(clock.now())
        .isEqualTo(minimum < 0 ? OptionalLong.empty() : OptionalLong.of(minimum));
  }
}
