package io.tocsin.alerts.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"45s,PT45S", "10m,PT10M", "2h,PT2H", "30d,PT720H", "0m,PT0S"})
  void shouldRead(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "m", "10 m", "-1m", "1.5h", "10M", "1h30m", "99999999d"})
  void shouldRefuse(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Property
  void shouldReadBackWhatItWrites(@ForAll @IntRange(min = 0, max = 9_999_999) int seconds) {
    Duration duration = Duration.ofSeconds(seconds);

    assertThat(Durations.parse(Durations.format(duration))).contains(duration);
  }
}
