package io.tocsin.devcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
  @Test
  void shouldNeverGiveThePortThatItGaveBefore() {
    List<Integer> ports =
        IntStream.range(0, 50).map(i -> LoopbackPorts.choose("any", 0)).boxed().toList();

    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 32_000);
  }
}
