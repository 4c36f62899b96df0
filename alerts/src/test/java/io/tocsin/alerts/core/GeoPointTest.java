package io.tocsin.alerts.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoPointTest {

  @ParameterizedTest
  @CsvSource({"50.45466, 30.5238", "-90, -180", "90, 180", "0, 0"})
  void shouldBeAnywhereOnTheEarth(double latitude, double longitude) {
    assertThat(GeoPoint.of(latitude, longitude)).isEqualTo(new GeoPoint(latitude, longitude));
  }

  @ParameterizedTest
  @CsvSource({
    ", 30.5",
    "50.4, ",
    ", ",
    "90.001, 0",
    "-91, 0",
    "0, 180.001",
    "0, -181",
    "NaN, 0",
    "0, NaN",
    "Infinity, 0"
  })
  void shouldBeNowhereWhereItIsNotTold(@Nullable Double latitude, @Nullable Double longitude) {
    assertThat(GeoPoint.of(latitude, longitude)).isNull();
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> new GeoPoint(95, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("latitude 95.0, longitude NaN: expected -90 to 90 and -180 to 180");
  }
}
