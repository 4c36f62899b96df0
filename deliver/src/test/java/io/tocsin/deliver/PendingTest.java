package io.tocsin.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PendingTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);

  private final Pending pending = new Pending("t");

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, null);
  }

  @Test
  void shouldCommitOnlyWhatIsDone() {
    pending.add(List.of(record(FIRST, 7), record(SECOND, 3), record(FIRST, 8)));
    assertThat(pending.toCommit()).isEmpty();
    pending.done();
    assertThat(pending.toCommit()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(8)));
    pending.done();
    pending.done();
    assertThat(pending.toCommit())
        .isEqualTo(Map.of(FIRST, new OffsetAndMetadata(9), SECOND, new OffsetAndMetadata(4)));
    pending.committed();
    assertThat(pending.toCommit()).isEmpty();
    assertThat(pending.isEmpty()).isTrue();
  }

  @Test
  void shouldWaitWithTheFirstAndNotWithThoseBehindIt() {
    pending.add(List.of(record(FIRST, 7), record(FIRST, 8)));
    assertThat(pending.failed()).isEqualTo(1);
    pending.waitUntil(NOW.plusSeconds(5));
    assertThat(pending.isRetry()).isTrue();
    assertThat(pending.due(NOW)).isNull();
    assertThat(pending.waits(NOW)).isEqualTo(Duration.ofSeconds(5));
    assertThat(pending.due(NOW.plusSeconds(5))).isNotNull();
    pending.done();
    assertThat(pending.isRetry()).isFalse();
    assertThat(pending.waits(NOW)).isZero();
    assertThat(pending.failed()).as("in a row").isEqualTo(2);
    pending.recovered();
    assertThat(pending.failed()).isEqualTo(1);
  }

  @Test
  void shouldCommitNothingOfWhatWasReleasedAndLetItGoWithAnyPartition() {
    pending.add(List.of(record(new TopicPartition("withheld", 0), 5), record(FIRST, 7)));
    pending.done();
    assertThat(pending.toCommit()).isEmpty();
    pending.add(List.of(record(new TopicPartition("withheld", 0), 6)));
    pending.forget(List.of(SECOND));
    assertThat(pending.size()).isEqualTo(1);
    pending.done();
    assertThat(pending.toCommit()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(8)));
  }

  @Test
  void shouldForgetWhatSomebodyElseReads() {
    pending.add(List.of(record(FIRST, 7), record(SECOND, 3), record(FIRST, 8)));
    pending.done();
    pending.waitUntil(NOW.plusSeconds(5));
    pending.forget(List.of(SECOND));
    assertThat(pending.size()).isEqualTo(1);
    assertThat(pending.due(NOW)).as("another is first").isNotNull();
    pending.forget(List.of(FIRST));
    assertThat(pending.isEmpty()).isTrue();
    assertThat(pending.toCommit()).isEmpty();
  }
}
