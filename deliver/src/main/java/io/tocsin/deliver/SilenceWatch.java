package io.tocsin.deliver;

import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.schemas.silences.Silences;
import io.tocsin.schemas.silences.SilencesTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The silences for all receivers, looked at anew once a second. Before they were read for the first
 * time an outage is thrown, so that nothing silenced slips through at a start; afterwards those
 * hold that were read last. For several threads.
 */
final class SilenceWatch implements Supplier<Silences>, AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final SilencesTopic topic;
  private final InstantSource clock;
  private @Nullable Silences latest;
  private Instant due = Instant.MIN;

  /** Of a topic, which it closes. */
  SilenceWatch(SilencesTopic topic, InstantSource clock) {
    this.topic = topic;
    this.clock = clock;
  }

  @Override
  public synchronized Silences get() {
    Silences known = latest;
    if (known != null && clock.instant().isBefore(due)) {
      return known;
    }
    try {
      latest = topic.look();
    } catch (RetriableException outage) {
      if (known == null || KafkaTrouble.isRefusal(outage)) {
        throw outage;
      }
    }
    due = clock.instant().plus(LOOK);
    return latest == null ? Silences.NONE : latest;
  }

  @Override
  public void close() {
    topic.close();
  }
}
