package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SharedDataTest {
  @Test
  void shouldSkipTheTestAndNameThePathWhenThereIsNone() {
    assertThatThrownBy(() -> SharedData.path("no/such/file.txt"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no/such/file.txt")
        .hasMessageContaining("tocsin.shared");
  }
}
