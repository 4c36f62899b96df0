package io.tocsin.ingest.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.ingest.core.PartitionClock;
import io.tocsin.ingest.core.RevisionMemory;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CodecsTest {
  private static final Instant SEEN = Instant.parse("2022-02-11T12:00:00Z");

  @Property
  void shouldReadAMemoryAsItWasWritten(
      @ForAll int revision,
      @ForAll boolean killed,
      @ForAll boolean erased,
      @ForAll boolean backlog,
      @ForAll boolean numbered,
      @ForAll boolean updated,
      @ForAll boolean text,
      @ForAll @LongRange(min = 0) long sourceRevision,
      @ForAll @LongRange(min = -2_208_988_800_000L, max = 7_258_118_400_000L) long time,
      @ForAll String title) {
    String shown =
        title
            .codePoints()
            .filter(c -> Character.getType(c) != Character.SURROGATE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    RevisionMemory memory =
        new RevisionMemory(
            revision,
            killed,
            erased,
            backlog,
            numbered ? sourceRevision : null,
            updated ? Instant.ofEpochMilli(time) : null,
            Instant.ofEpochMilli(time),
            shown,
            text ? "ab".repeat(32) : "",
            text ? "0c".repeat(32) : "");
    assertThat(MemoryCodec.read(MemoryCodec.write(memory))).isEqualTo(memory);
  }

  @Test
  void shouldRefuseAnotherFormatOfMemory() {
    byte[] bytes =
        MemoryCodec.write(new RevisionMemory(1, false, false, false, null, null, SEEN, "", "", ""));
    bytes[0] = 2;
    assertThatThrownBy(() -> MemoryCodec.read(bytes)).hasMessageContaining("format 1");
    assertThat(MemoryCodec.read(null)).isNull();
  }

  @Property
  void shouldReadAClockAsItWasWritten(@ForAll long sent, @ForAll long reached) {
    PartitionClock.State state = new PartitionClock.State(sent, reached);
    assertThat(ClockCodec.read(ClockCodec.write(state)).state()).isEqualTo(state);
  }

  @Test
  void shouldRefuseAnotherFormatOfClock() {
    assertThatThrownBy(() -> ClockCodec.read(new byte[] {2, 2})).hasMessageContaining("format 1");
    assertThatThrownBy(() -> ClockCodec.read(new byte[] {1, 2})).hasMessageContaining("2 bytes");
    assertThat(ClockCodec.read(null).watermark()).isEmpty();
  }
}
