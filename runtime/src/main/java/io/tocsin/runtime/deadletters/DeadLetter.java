package io.tocsin.runtime.deadletters;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be taken, on its way to the dead-letter topic.
 *
 * <p>Its timestamp is the time of refusal, not that of the refused record: a record that claims a
 * time of long ago would be gone at the first retention check.
 *
 * @param key as it came, cut if it is excessive
 * @param value as it came, cut at the limit of the topic
 * @param headers see {@link DeadLetterHeaders}
 * @param at when it was refused
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a record, never compared
public record DeadLetter(
    byte @Nullable [] key, byte @Nullable [] value, Headers headers, Instant at) {

  /** As a record that a processor forwards to a sink. */
  public Record<byte[], byte[]> toRecord() {
    return new Record<>(key, value, at.toEpochMilli(), headers);
  }

  /** As a record that an error handler returns. */
  public ProducerRecord<byte[], byte[]> toProducerRecord(String topic) {
    return new ProducerRecord<>(topic, null, at.toEpochMilli(), key, value, headers);
  }
}
