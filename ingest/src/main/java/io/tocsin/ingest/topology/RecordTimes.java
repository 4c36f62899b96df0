package io.tocsin.ingest.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A raw record's own time; one without a time counts as the oldest, instead of ending the client.
 */
final class RecordTimes implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> message, long partitionTime) {
    return Math.max(0, message.timestamp());
  }
}
