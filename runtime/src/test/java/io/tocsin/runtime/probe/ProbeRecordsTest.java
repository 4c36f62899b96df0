package io.tocsin.runtime.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeRecordsTest {

  @Test
  void shouldKnowTheKeysThatItMakes() {
    assertThat(ProbeRecords.isKey(ProbeRecords.key("7").getBytes(UTF_8))).isTrue();
    assertThat(ProbeRecords.isKey(ProbeRecords.key("").getBytes(UTF_8))).isTrue();
  }

  @Test
  void shouldTakeNoOtherKeyForOne() {
    assertThat(ProbeRecords.isKey(null)).isFalse();
    assertThat(ProbeRecords.isKey(new byte[0])).isFalse();
    assertThat(ProbeRecords.isKey("tocsin-probe".getBytes(UTF_8))).isFalse();
    assertThat(ProbeRecords.isKey("tocsin-probes:7".getBytes(UTF_8))).isFalse();
    assertThat(ProbeRecords.isKey("gazette:tocsin-probe:7".getBytes(UTF_8))).isFalse();
  }

  @Test
  void shouldTakeNoOtherSourceForTheProbe() {
    assertThat(ProbeRecords.isSource("tocsin-probe")).isTrue();
    assertThat(ProbeRecords.isSource("tocsin-prober")).isFalse();
    assertThat(ProbeRecords.isSource("Tocsin-Probe")).isFalse();
  }
}
