package io.tocsin.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WatermarkTest {

  @Test
  void shouldComeBackFromItsRecord() {
    Watermark watermark = new Watermark(2, 5, 1_644_537_600_000L);
    Headers headers = new RecordHeaders();
    watermark.writeTo(headers);

    assertThat(Watermark.read(watermark.key(), headers)).contains(watermark);
  }

  @Test
  void shouldTakeThePlaceOfAnotherWatermarkInTheHeaders() {
    Headers headers = new RecordHeaders();
    new Watermark(0, 3, 7).writeTo(headers);
    new Watermark(2, 3, 9).writeTo(headers);

    assertThat(Watermark.read("~watermark/2", headers)).contains(new Watermark(2, 3, 9));
    assertThat(headers.toArray()).hasSize(3);
  }

  @Test
  void shouldNotBeReadFromAPost() {
    assertThat(Watermark.read("wire:17", new RecordHeaders())).isEmpty();
    assertThat(Watermark.read(null, new RecordHeaders())).isEmpty();
  }

  @Test
  void shouldNotBeReadFromHeadersThatMakeNoSense() {
    Headers cut = new RecordHeaders();
    new Watermark(0, 3, 7).writeTo(cut);
    cut.remove(Watermark.TIME_HEADER)
        .add(Watermark.TIME_HEADER, "soon".getBytes(StandardCharsets.UTF_8));

    assertThat(Watermark.read("~watermark/0", cut)).isEmpty();
    assertThat(Watermark.read("~watermark/0", new RecordHeaders())).isEmpty();
  }

  @Test
  void shouldRefuseAPartitionThatIsNotOneOfThem() {
    assertThatThrownBy(() -> new Watermark(3, 3, 0)).hasMessage("partition 3 is not one of 3");
    assertThatThrownBy(() -> new Watermark(0, 1, -5)).hasMessageContaining("-5");
  }

  @Nested
  class Partitioning {

    @Test
    void shouldMulticastToAllPartitions() {
      assertThat(WatermarkPartitioner.<String>toAll().partitions("t", "~watermark/1", null, 3))
          .contains(Set.of(0, 1, 2));
    }

    @Test
    void shouldPassOnToTheSamePartition() {
      assertThat(WatermarkPartitioner.<String>toSame().partitions("t", "~watermark/1", null, 3))
          .contains(Set.of(1));
    }

    @Test
    void shouldSayWhenTheTopicHasFewerPartitions() {
      assertThatThrownBy(
              () -> WatermarkPartitioner.<String>toSame().partitions("t", "~watermark/4", null, 3))
          .hasMessageContaining("names no partition of t, which has 3");
    }

    @Test
    void shouldLeaveDataToTheDefault() {
      assertThat(WatermarkPartitioner.<String>toAll().partitions("t", "wire:17", "x", 3)).isEmpty();
      assertThat(WatermarkPartitioner.<String>toSame().partitions("t", null, "x", 3)).isEmpty();
    }
  }
}
