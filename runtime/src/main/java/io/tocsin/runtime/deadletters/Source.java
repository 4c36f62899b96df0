package io.tocsin.runtime.deadletters;

import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where a record was read.
 *
 * @param topic its topic; null for what no record caused, such as a punctuation
 * @param partition its partition; -1 without a topic
 * @param offset its offset; -1 without a topic
 * @param timestamp its timestamp in epoch milliseconds
 */
public record Source(@Nullable String topic, int partition, long offset, long timestamp) {

  /** The place that a processor's context names. */
  public static Source of(RecordMetadata metadata, long timestamp) {
    return new Source(metadata.topic(), metadata.partition(), metadata.offset(), timestamp);
  }

  static Source of(ErrorHandlerContext context) {
    return new Source(context.topic(), context.partition(), context.offset(), context.timestamp());
  }

  static Source nowhere(long timestamp) {
    return new Source(null, -1, -1, timestamp);
  }

  /** {@code topic-partition@offset}, for logs. */
  public String text() {
    return topic == null ? "no record" : topic + "-" + partition + "@" + offset;
  }
}
