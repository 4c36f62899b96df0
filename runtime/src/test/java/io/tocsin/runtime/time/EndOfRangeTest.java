package io.tocsin.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EndOfRangeTest {
  private final Headers headers = new RecordHeaders();

  @Test
  void shouldBeReadAsItWasWritten() {
    EndOfRange end = new EndOfRange(1_644_624_000_000L);
    new EndOfRange(1).writeTo(headers);
    end.writeTo(headers);
    assertThat(EndOfRange.read(EndOfRange.KEY, headers)).contains(end);
    assertThat(Watermark.isControlKey(EndOfRange.KEY)).isTrue();
  }

  @Test
  void shouldNotBeReadFromAnythingElse() {
    assertThat(EndOfRange.read(EndOfRange.KEY, headers)).isEmpty();
    headers.add(EndOfRange.TIME_HEADER, new byte[] {1});
    assertThat(EndOfRange.read(EndOfRange.KEY, headers)).isEmpty();
    new EndOfRange(5).writeTo(headers);
    assertThat(EndOfRange.read("wire:1", headers)).isEmpty();
    headers.remove(EndOfRange.TIME_HEADER);
    headers.add(EndOfRange.TIME_HEADER, new byte[] {-1, 0, 0, 0, 0, 0, 0, 0});
    assertThat(EndOfRange.read(EndOfRange.KEY, headers)).isEmpty();
    headers.remove(EndOfRange.TIME_HEADER);
    headers.add(EndOfRange.TIME_HEADER, new byte[] {127, -1, -1, -1, -1, -1, -1, -1});
    assertThat(EndOfRange.read(EndOfRange.KEY, headers)).isEmpty();
  }

  @Test
  void shouldRefuseATimeThatIsNone() {
    assertThatThrownBy(() -> new EndOfRange(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EndOfRange(Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("253402300799999");
    assertThat(new EndOfRange(EndOfRange.LATEST).time()).isEqualTo(EndOfRange.LATEST);
  }
}
