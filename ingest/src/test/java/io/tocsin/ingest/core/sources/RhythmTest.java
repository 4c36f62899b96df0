package io.tocsin.ingest.core.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RhythmTest {
  private static final long BEGIN = Feed.BEGIN.toEpochMilli();

  private static Rhythm of(int days) {
    Rhythm rhythm = new Rhythm();
    for (int hour = 0; hour < 24 * days; hour++) {
      int ofDay = hour % 24;
      rhythm.absorb(BEGIN + hour * Rhythm.HOUR, ofDay >= 8 && ofDay < 20 ? 10 : 0, 1);
    }
    return rhythm;
  }

  @Test
  void shouldLearnDayAndNight() {
    Rhythm rhythm = of(60);
    long day = BEGIN + 60 * Rhythm.DAY;

    assertThat(rhythm.expected(day + 10 * Rhythm.HOUR, day + 11 * Rhythm.HOUR))
        .isCloseTo(10, within(1.5));
    assertThat(rhythm.expected(day, day + 6 * Rhythm.HOUR)).isLessThan(3);
    assertThat(rhythm.expected(day, day + Rhythm.DAY)).isCloseTo(120, within(12.0));
  }

  @Property(tries = 200)
  void shouldReachWhatIsExpected(
      @ForAll @LongRange(min = 0, max = 604_800_000L) long from,
      @ForAll @DoubleRange(min = 0.1, max = 200) double target) {
    Rhythm rhythm = of(10);
    long start = BEGIN + from;
    long reached = rhythm.reach(start, target, start + 60 * Rhythm.DAY);

    assertThat(rhythm.expected(start, reached)).isCloseTo(target, within(0.01));
  }

  @Test
  void shouldSayWhenTheHorizonComesFirst() {
    assertThat(new Rhythm().reach(BEGIN, 1_000, BEGIN + Rhythm.DAY)).isEqualTo(Long.MAX_VALUE);
  }
}
