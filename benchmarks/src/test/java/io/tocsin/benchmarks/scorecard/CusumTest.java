package io.tocsin.benchmarks.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.benchmarks.series.Arrivals;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CusumTest {

  private static final Cusum.Floors NONE = new Cusum.Floors(1, 1, 6 * Arrivals.HOUR);
  private static final Cusum.Floors USUAL = new Cusum.Floors(3, 2, 6 * Arrivals.HOUR);
  private static final double LN_2 = StrictMath.log(2);

  @Test
  void shouldAddTheLogarithmOfTheRatioAndTakeTheDifference() {
    Cusum cusum = new Cusum(1, 2, NONE);

    cusum.mention(Arrivals.HOUR, 0);
    assertThat(cusum.statistic()).isCloseTo(LN_2, within(1e-12));
    assertThat(cusum.restarted()).isTrue();
    cusum.mention(Arrivals.HOUR * 3 / 2, 0);
    assertThat(cusum.statistic()).isCloseTo(2 * LN_2 - 0.5, within(1e-12));
    assertThat(cusum.restarted()).isFalse();
    cusum.mention(5 * Arrivals.HOUR, 0);
    assertThat(cusum.statistic()).isCloseTo(LN_2, within(1e-12));
    assertThat(cusum.restarted()).isTrue();
  }

  @Test
  void shouldKnowTheFloors() {
    Cusum cusum = new Cusum(1, 2, USUAL);

    cusum.mention(1, 0);
    cusum.mention(2, 0);
    assertThat(cusum.meetsFloors()).isFalse();
    cusum.mention(3, 0);
    assertThat(cusum.meetsFloors()).as("one source").isFalse();
    cusum.mention(4, 1);
    assertThat(cusum.meetsFloors()).isTrue();
    cusum.mention(3 + 6 * Arrivals.HOUR, 2);
    assertThat(cusum.meetsFloors()).as("two in six hours").isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 0.5", "1, 2, 3", "1, 3, 4", "10, 50, 5"})
  void shouldRingAsSoonAsPagesEquationSays(double before, double after, double threshold) {
    double up = StrictMath.log(after / before);
    double hours = new PageEquation(after, up, after - before, threshold).hoursFromZero();

    assertThat(meanHours(before, after, threshold)).isCloseTo(hours, Percentage.withPercentage(3));
  }

  private static double meanHours(double before, double after, double threshold) {
    SplittableRandom random = new SplittableRandom(5);
    int runs = 20_000;
    double sum = 0;
    for (int i = 0; i < runs; i++) {
      Cusum cusum = new Cusum(before, after, NONE);
      double time = 0;
      while (cusum.statistic() < threshold) {
        time += Arrivals.exponential(random) / after * Arrivals.HOUR;
        cusum.mention((long) time, 0);
      }
      sum += time / Arrivals.HOUR;
    }
    return sum / runs;
  }

  @ParameterizedTest
  @CsvSource({"2, 1000", "2, 3000", "5, 300"})
  void shouldFindTheThresholdOfAFalseAlarmRate(double factor, double hours) {
    CusumCurve curve = CusumCurve.of(new SplittableRandom(6), 1, factor, NONE, 2_000_000);

    double threshold = curve.threshold(1 / hours);

    double page =
        new PageEquation(1, StrictMath.log(factor), factor - 1, threshold).hoursFromZero();
    assertThat(page).isCloseTo(hours, Percentage.withPercentage(12));
  }

  @Test
  void shouldGoOnWhereTheSimulationIsTooShort() {
    CusumCurve curve = CusumCurve.of(new SplittableRandom(7), 1, 3, NONE, 200_000);

    double threshold = curve.threshold(1 / 20_000.0);

    double page = new PageEquation(1, StrictMath.log(3), 2, threshold).hoursFromZero();
    assertThat(page).isCloseTo(20_000, Percentage.withPercentage(25));
  }

  @Test
  void shouldNeedNoThresholdWhereTheFloorsAreEnough() {
    CusumCurve curve = CusumCurve.of(new SplittableRandom(8), 0.01, 0.1, USUAL, 200_000);

    assertThat(curve.threshold(1)).isZero();
  }

  @Test
  void shouldSeeAChangeAtItsFirstMentionWhenThatIsEnough() {
    CusumDelay delay = new CusumDelay(1, new Change(4, 0), NONE, Arrivals.DAY);

    Delays delays = delay.measure(new SplittableRandom(9), 1e-9, 20_000);

    // a quarter of an hour on average, read at the full minute
    assertThat(delays.meanMinutes()).isCloseTo(15.5, within(0.4));
    assertThat(delays.misses()).isZero();
  }

  @Test
  void shouldTakeLongerOnARamp() {
    SplittableRandom random = new SplittableRandom(10);
    double step =
        new CusumDelay(1, new Change(5, 0), USUAL, Arrivals.DAY * 7)
            .measure(random, 4, 500)
            .meanMinutes();
    double ramp =
        new CusumDelay(1, new Change(5, Arrivals.DAY), USUAL, Arrivals.DAY * 7)
            .measure(random, 4, 500)
            .meanMinutes();

    assertThat(ramp).isGreaterThan(2 * step);
  }
}
