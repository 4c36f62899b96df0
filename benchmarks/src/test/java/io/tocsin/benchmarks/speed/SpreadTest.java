package io.tocsin.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void shouldGiveTheTimeThatAShareDoesNotExceed() {
    Spread hundred = new Spread(IntStream.rangeClosed(1, 100).mapToObj(i -> 101.0 - i).toList());

    assertThat(hundred.quantile(0.5)).isEqualTo(50);
    assertThat(hundred.quantile(0.99)).isEqualTo(99);
    assertThat(hundred.quantile(1)).isEqualTo(100);
    assertThat(hundred).hasToString("p50 50 ms, p99 99 ms, max 100 ms (100)");
  }

  @Test
  void shouldNotTellOfNoTimes() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Spread(List.of()));
  }
}
