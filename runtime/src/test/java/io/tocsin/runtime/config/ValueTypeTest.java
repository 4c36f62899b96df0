package io.tocsin.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {

  @ParameterizedTest
  @CsvSource({"200ms,PT0.2S", "10s,PT10S", "5 m,PT5M", "2h,PT2H", "7d,PT168H", "0s,PT0S"})
  void shouldReadDurations(String text, Duration expected) {
    assertThat(ConfigKey.duration("tocsin.x").parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "-1s", "s", "1 year", "1.5h", "99999999999999999999s", ""})
  void shouldRefuseWhatIsNoDuration(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigKey.duration("tocsin.x").parse(text));
  }

  @ParameterizedTest
  @CsvSource({"1000,1000", "900KiB,921600", "8mib,8388608", "2GiB,2147483648", "0,0"})
  void shouldReadSizes(String text, long expected) {
    assertThat(ConfigKey.size("tocsin.x").parse(text)).isEqualTo(expected);
  }

  @Property
  void shouldReadTheDurationsThatItPrints(@ForAll @LongRange(min = 0, max = 1L << 50) long millis) {
    ConfigKey<Duration> key = ConfigKey.duration("tocsin.x").defaultsTo(Duration.ofMillis(millis));

    assertThat(key.parse(key.defaultText().orElseThrow())).isEqualTo(Duration.ofMillis(millis));
  }

  @Property
  void shouldReadTheSizesThatItPrints(@ForAll @LongRange(min = 0, max = 1L << 50) long bytes) {
    ConfigKey<Long> key = ConfigKey.size("tocsin.x").defaultsTo(bytes);

    assertThat(key.parse(key.defaultText().orElseThrow())).isEqualTo(bytes);
  }

  @Test
  void shouldReadTheOtherTypes() {
    assertThat(ConfigKey.flag("tocsin.x").parse("TRUE")).isTrue();
    assertThat(ConfigKey.decimal("tocsin.x").parse("0.25")).isEqualTo(0.25);
    assertThat(ConfigKey.decimal("tocsin.x").defaultsTo(0.5).defaultText()).contains("0.5");
    assertThat(ConfigKey.list("tocsin.x").parse("a, b,,c")).containsExactly("a", "b", "c");
    assertThat(ConfigKey.oneOf("tocsin.x", Mode.class).parse("Event")).isEqualTo(Mode.EVENT);
    assertThatIllegalArgumentException().isThrownBy(() -> ConfigKey.flag("tocsin.x").parse("yes"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigKey.url("tocsin.x").parse("registry:8081"));
  }
}
