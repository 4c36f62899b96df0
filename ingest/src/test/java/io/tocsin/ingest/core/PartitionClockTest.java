package io.tocsin.ingest.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.PartitionClock.Admission;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
  private final PartitionClock clock = PartitionClock.fresh();

  @Nested
  class OfRecords {
    @Test
    void shouldStayJustBelowTheNewest() {
      clock.admit(1_000);
      clock.admit(900);
      assertThat(clock.take()).hasValue(999);
    }

    @Test
    void shouldBeSentOnlyWhenItRose() {
      clock.admit(1_000);
      clock.take();
      clock.admit(1_000);
      assertThat(clock.take()).isEmpty();
    }

    @Test
    void shouldHaveNothingToSayBeforeTheFirst() {
      assertThat(clock.take()).isEmpty();
      assertThat(clock.watermark()).isEmpty();
    }

    @Test
    void shouldLiftWhatIsLate() {
      clock.admit(1_000);
      clock.take();
      assertThat(clock.admit(1_000)).isEqualTo(new Admission(1_000, false));
      assertThat(clock.admit(999)).isEqualTo(new Admission(1_000, true));
      assertThat(clock.admit(5)).isEqualTo(new Admission(1_000, true));
    }

    @Test
    void shouldNotLiftWhatIsOnlyOutOfOrder() {
      clock.admit(1_000);
      assertThat(clock.admit(5)).isEqualTo(new Admission(5, false));
    }
  }

  @Nested
  class OfProofs {
    @Test
    void shouldReachTheTimeProven() {
      clock.admit(1_000);
      clock.reach(5_000);
      assertThat(clock.take()).hasValue(5_000);
      assertThat(clock.admit(4_000)).isEqualTo(new Admission(5_001, true));
    }

    @Test
    void shouldNotFallBack() {
      clock.reach(5_000);
      clock.take();
      clock.reach(4_000);
      assertThat(clock.take()).isEmpty();
    }

    @Test
    void shouldHoldOnlyAtTheEndAndWithAllProcessed() {
      assertThat(new IdleProof(10_000, 7, 7, 6, 6).quietUntil(2_000)).hasValue(8_000);
      assertThat(new IdleProof(10_000, 7, 9, 6, 6).quietUntil(2_000)).hasValue(8_000);
      assertThat(new IdleProof(10_000, 7, 7, -1, -1).quietUntil(0)).hasValue(10_000);
      assertThat(new IdleProof(10_000, 8, 7, 6, 6).quietUntil(2_000)).isEmpty();
      assertThat(new IdleProof(10_000, 7, 7, 6, 5).quietUntil(2_000)).isEmpty();
    }
  }

  @Test
  void shouldGoOnWhereItStood() {
    clock.admit(1_000);
    clock.take();
    clock.admit(2_000);
    PartitionClock resumed = PartitionClock.resumed(clock.state());
    assertThat(resumed.watermark()).hasValue(999);
    assertThat(resumed.take()).hasValue(1_999);
  }

  @Property
  void shouldNeverSendWhatContradictsAWatermark(
      @ForAll List<@LongRange(max = 50) Long> times, @ForAll List<Boolean> sends) {
    PartitionClock any = PartitionClock.fresh();
    long watermark = -1;
    for (int i = 0; i < times.size(); i++) {
      assertThat(any.admit(times.get(i)).seenAt()).isGreaterThan(watermark);
      OptionalLong taken = i < sends.size() && sends.get(i) ? any.take() : OptionalLong.empty();
      if (taken.isPresent()) {
        assertThat(taken.getAsLong()).isGreaterThan(watermark);
        watermark = taken.getAsLong();
      }
    }
  }

  @Property
  void shouldLeaveOrderedRecordsAlone(@ForAll List<@LongRange(max = 50) Long> times) {
    PartitionClock any = PartitionClock.fresh();
    for (long time : times.stream().sorted().toList()) {
      assertThat(any.admit(time)).isEqualTo(new Admission(time, false));
      any.take();
    }
  }
}
