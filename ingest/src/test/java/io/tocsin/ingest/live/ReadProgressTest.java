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
}
