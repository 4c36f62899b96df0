package io.tocsin.runtime.deadletters;

import org.apache.kafka.common.errors.RecordTooLargeException;

/** A record that its topic would refuse, known before it was sent. */
final class TooLargeForTopicException extends RecordTooLargeException {
  private static final long serialVersionUID = 1L;

  TooLargeForTopicException(String topic, int size, int limit) {
    super("%d bytes are more than the max.message.bytes of %s, %d".formatted(size, topic, limit));
  }
}
