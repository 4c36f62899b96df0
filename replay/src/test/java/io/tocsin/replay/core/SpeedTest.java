package io.tocsin.replay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedTest {

  @ParameterizedTest
  @CsvSource({"real, 60000", "60x, 1000", "MAX, 0", "2.5x, 24000", "0.5x, 120000"})
  void shouldSayHowLongAMinuteTakes(String text, long millis) {
    assertThat(Speed.parse(text).wallTime(Duration.ofMinutes(1)))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "0x", "-1x", "60", "", "1e3x"})
  void shouldRefuseEverythingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Speed.parse(text))
        .withMessageContaining("60x");
  }

  @Test
  void shouldRefuseAFactorThatIsNotPositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Speed(Double.NaN));
  }
}
