package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ForecastTest {

  private static final long BUCKET = Forecast.BUCKET_MILLIS;
  private static final double HOUR = 3_600_000;
  private static final int A_DAY = (int) (Duration.ofDays(1).toMillis() / BUCKET);

  private final Forecast forecast = new Forecast(Terms.of(Rules.rule("evacuation").build()));
  private long cursor;

  /** Buckets of so many voices each, but the first and each {@code every}-th one only. */
  private void absorb(int days, int voices, int every, boolean loud) {
    for (int i = 0; i < days * A_DAY; i++) {
      forecast.absorb(cursor, i % every == 0 ? voices : 0, loud, 1);
      cursor += BUCKET;
    }
  }

  @Nested
  class Prior {

    @Test
    void shouldGiveWayToTheHistoryOfABusyKey() {
      absorb(28, 17, 1, false);

      assertThat(forecast.mean(HOUR)).isCloseTo(6 * 17, within(0.5));
    }

    @Test
    void shouldStayForASparseKey() {
      absorb(28, 1, 5 * A_DAY, false);

      double history = forecast.exposureMillis() - Forecast.PRIOR_EXPOSURE_MILLIS;
      assertThat(history).isBetween(8 * 24 * HOUR, 10 * 24 * HOUR);
      assertThat(forecast.mean(24 * HOUR)).isBetween(0.1, 0.3);
    }

    @Test
    void shouldBeWholeWhereNothingIsKnown() {
      assertThat(forecast.exposureMillis()).isEqualTo(Forecast.PRIOR_EXPOSURE_MILLIS);
      assertThat(forecast.mean(24 * HOUR)).isEqualTo(Forecast.PRIOR_SHAPE);
    }

    @Test
    void shouldNotBelieveAFloodOfTheFirstHours() {
      absorb(1, 17, 1, true);

      assertThat(forecast.mean(HOUR)).isLessThan(6 * 17 / 2.0);
    }
  }

  @Nested
  class Strictness {

    @Test
    void shouldLeaveFreeWhatTheBudgetAllows() {
      forecast.opened();

      assertThat(forecast.strictness()).isEqualTo(1);
    }

    @Test
    void shouldRaiseTheDispersionWithEachOpeningBeyond() {
      double seen = forecast.dispersion(0);
      forecast.opened();
      forecast.opened();
      double twice = forecast.strictness();
      forecast.opened();

      assertThat(twice).isGreaterThan(1);
      assertThat(forecast.strictness()).isGreaterThan(twice);
      assertThat(forecast.dispersion(0)).isEqualTo(seen * forecast.strictness());
    }

    @Test
    void shouldRaiseTheThresholdOfAKeyWithHeavyTails() {
      absorb(14, 10, 6, false);
      int before = forecast.threshold(0, Conditions.NORMAL).count();
      for (int i = 0; i < 4; i++) {
        forecast.opened();
      }

      assertThat(forecast.threshold(0, Conditions.NORMAL).count()).isGreaterThan(before + 10);
    }

    @Test
    void shouldBeForgotten() {
      for (int i = 0; i < 4; i++) {
        forecast.opened();
      }
      absorb(56, 0, 1, false);

      assertThat(forecast.strictness()).isEqualTo(1);
    }
  }
}
