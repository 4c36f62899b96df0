package io.tocsin.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.IdleProof;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadProgressTest {
  private static final TopicPartition RAW = new TopicPartition("raw", 0);
  private final ReadProgress progress = new ReadProgress();

  @Test
  void shouldProveNothingBeforeBothSidesHaveSpoken() {
    assertThat(progress.proof(RAW, -1)).isEmpty();
    progress.polled(RAW, 5, 4);
    assertThat(progress.proof(RAW, 4)).isEmpty();
    progress.ended(RAW, 1_000, 5);
    assertThat(progress.proof(RAW, 4)).contains(new IdleProof(1_000, 5, 5, 4, 4));
  }

  @Test
  void shouldRememberTheLastRecordOverEmptyPolls() {
    progress.ended(RAW, 1_000, 8);
    progress.polled(RAW, 5, 4);
    progress.polled(RAW, 8, -1);
    assertThat(progress.proof(RAW, 3)).contains(new IdleProof(1_000, 8, 8, 4, 3));
  }

  @Test
  void shouldForgetTheReaderWhenItBeginsAnew() {
    progress.ended(RAW, 1_000, 5);
    progress.polled(RAW, 5, 4);
    progress.restarted(RAW);
    assertThat(progress.proof(RAW, -1)).isEmpty();
    progress.polled(RAW, 5, -1);
    assertThat(progress.proof(RAW, -1)).contains(new IdleProof(1_000, 5, 5, -1, -1));
  }

  @Test
  void shouldSeeAClockThatIsAheadByARecordAfterTheEnd() {
    progress.ended(RAW, 60_000, 5);
    progress.polled(RAW, 6, 5);
    progress.read(RAW, 5, 1_000, 60_100);

    assertThat(progress.skewMillis()).isEqualTo(59_000);
  }

  @Test
  void shouldHoldThePartitionBackByWhatIsProven() {
    progress.ended(RAW, 60_000, 5);
    progress.polled(RAW, 6, 5);
    progress.read(RAW, 5, 1_000, 60_100);
    progress.ended(RAW, 61_000, 6);

    assertThat(progress.proof(RAW, 5)).contains(new IdleProof(2_000, 6, 6, 5, 5));
  }

  @Test
  void shouldUseTheEndOfBeforeWhenTheLastOneKnowsTheRecordAlready() {
    progress.ended(RAW, 60_000, 5);
    progress.ended(RAW, 60_250, 6);
    progress.read(RAW, 5, 1_000, 60_300);

    assertThat(progress.skewMillis()).isEqualTo(59_000);
  }

  @Test
  void shouldNotBlameTheClockForRecordsThatWereThereBefore() {
    progress.ended(RAW, 60_000, 5);
    progress.read(RAW, 4, 1_000, 60_100);

    assertThat(progress.skewMillis()).isZero();
  }

  @Test
  void shouldTellTheLargestDifferenceOfAllBrokers() {
    progress.read(RAW, 0, 5_000, 1_000);
    progress.read(new TopicPartition("raw", 1), 0, 90_000, 1_000);

    assertThat(progress.skewMillis()).isEqualTo(-89_000);
  }
}
